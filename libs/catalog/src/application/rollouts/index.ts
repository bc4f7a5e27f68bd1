export * from './publish-release';
export * from './raise-rollout';
export * from './target-release';
