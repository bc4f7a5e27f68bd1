export * from './listing-view';
export * from './put-listing';
export * from './get-listing';
export * from './list-listings';
export * from './delete-listing';
