import { PublisherStatements } from '../../persistence/statements/publisher-statements';
import { GetTrader } from './get-trader';
import { ListStatements } from './list-statements';
import { StatePublisher } from './state-publisher';

export const STATEMENT_USE_CASES = [GetTrader, ListStatements, StatePublisher];
export const STATEMENT_PARTS = [PublisherStatements];

export { GetTrader } from './get-trader';
export { ListStatements } from './list-statements';
export { StatePublisher, type StatePublisherCommand } from './state-publisher';
export type { StatementView } from './statement-view';
