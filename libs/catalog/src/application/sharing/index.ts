export * from './forget-shared-packages';
export * from './list-shared-packages';
export * from './open-shared-package';
export * from './share-package';
export * from './sharing-accounts';
export * from './withdraw-shared-package';
