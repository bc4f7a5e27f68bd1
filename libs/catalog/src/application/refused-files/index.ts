export * from './refuse-file';
export * from './list-refused-files';
