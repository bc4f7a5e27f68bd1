export * from './delete-products';
export * from './get-products';
export * from './list-products';
export { WriteProducts } from './write-products';
