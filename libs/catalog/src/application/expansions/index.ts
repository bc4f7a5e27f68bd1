export * from './forget-expansion-files';
export * from './reference-expansion';
export * from './upload-expansion';
