export * from './list-review-queue';
export * from './take-review';
export * from './approve-release';
export * from './reject-release';
