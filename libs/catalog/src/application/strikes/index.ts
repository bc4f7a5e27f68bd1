export { ListStrikes, type StrikeList, type StrikeView } from './list-strikes';
export * from './lift-strike';
