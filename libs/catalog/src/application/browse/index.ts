export * from './browse-apps';
export * from './browse-devices';
export * from './count-categories';
export * from './get-app-page';
export * from './get-device-page';
export * from './list-app-products';
export * from './find-delivered-packages';
export type { ListedPage } from './list-items';
export { type BrowseCommand, cursorBehind, type RankedQuestion, rankedQuestion } from './wish';
