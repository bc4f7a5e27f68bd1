export { Atlas, type CategoryQuestion } from './atlas';
export { type ItemRecord, offersFor, RANK_MAX, type Selection, selectionsFor } from './items/item-record';
export type { AtlasDiff, DiffCell } from './read/diff';
export type { Within } from './read/within';
export type { PageCursor, PageQuestion } from './read/page';
