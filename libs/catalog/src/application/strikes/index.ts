export * from './list-strikes';
