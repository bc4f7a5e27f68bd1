export * from './find-app-by-package';
export * from './find-device-by-slug';
export * from './find-owner-of';
export * from './item-titles';
export * from './list-app-names';
