export * from './change-edit';
export * from './commit-edit';
export * from './delete-edit';
export * from './edit-view';
export * from './open-edit';
export * from './read-edit';
