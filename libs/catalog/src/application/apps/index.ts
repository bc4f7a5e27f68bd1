export * from './app-view';
export * from './create-app';
export * from './get-app';
export * from './import-apps';
export * from './list-apps';
export * from './update-app';
