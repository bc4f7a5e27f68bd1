export * from './appeal-rejection';
export * from './appeal-strike';
export type { AppealView, StaffAppealView } from './appeal-view';
export * from './decide-appeal';
export * from './list-appeals';
export * from './list-own-appeals';
