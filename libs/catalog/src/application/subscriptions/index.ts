export * from './get-subscription';
export * from './list-subscriptions';
export { WriteSubscription } from './write-subscription';
