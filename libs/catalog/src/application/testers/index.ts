export * from './create-tester-group';
export * from './delete-tester-group';
export * from './find-tested-apps';
export * from './list-own-tests';
export * from './put-tester-group';
export * from './read-tester-groups';
