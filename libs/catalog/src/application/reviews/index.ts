export * from './list-review-queue';
export * from './get-review';
export * from './take-review';
export * from './give-back-review';
export * from './assign-review';
export * from './raise-review';
export * from './approve-release';
export * from './reject-release';
