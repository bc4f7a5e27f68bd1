export * from './publisher-mail';
export * from './reviewers';
export * from './app-holders';
