export * from './get-review-rules';
