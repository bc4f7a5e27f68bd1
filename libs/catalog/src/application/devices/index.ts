export * from './device-view';
export * from './create-device';
export * from './update-device';
export * from './get-device';
export * from './list-devices';
