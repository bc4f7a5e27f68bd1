export * from './choose-versions';
export * from './get-device-rules';
export * from './put-device-rules';
export * from './tester-addresses';
