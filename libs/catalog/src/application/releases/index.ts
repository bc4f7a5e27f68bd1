export * from './create-release';
export * from './update-release';
export * from './submit-release';
export * from './get-release';
export * from './list-releases';
export * from './halt-release';
export * from './resume-release';
export * from './get-readiness';
