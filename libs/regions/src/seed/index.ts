export { marketSeed, type MarketSeed } from './market-seed';
export { marketGroupSeed } from './market-group-seed';
