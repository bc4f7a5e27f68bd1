export * from './create-track';
export * from './get-testers';
export * from './join-open-track';
export * from './list-tracks';
export * from './put-testers';
