export * from './accounts.module';
export * from './domain/roles';
