export * from './take-down-app';
export * from './list-takedowns';
export * from './list-own-takedowns';
export * from './note-lifted-takedowns';
export type { StaffTakedownView, TakedownView } from './takedown-view';
