export * from './artifact-view';
export * from './upload-artifact';
export * from './upload-symbols';
export * from './get-artifact';
export * from './list-artifacts';
