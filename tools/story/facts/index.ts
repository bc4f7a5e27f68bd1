import type { Journal } from './journal';
import { SECOND_MAKER } from './licences';
import { ORDERS } from './orders';
import { APPROVALS, BEGINNING, OPENING, SPAIN } from './store';

/**
 * What the store wrote down, retyped from public facts; a day that no public source gives is approximate. Data for a
 * demonstration and no claim about anybody.
 */
export const JOURNAL: Journal = [BEGINNING, ...ORDERS, OPENING, APPROVALS, SPAIN, SECOND_MAKER];
