export * from './find-image';
export * from './image-view';
export * from './list-images';
export * from './receive-image';
export * from './set-images';
