export * from './regions.module';
export * from './domain';
