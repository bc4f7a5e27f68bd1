import type { Instant, Reason, RuleSnapshot } from '../../../libs/regions/src/domain';
import type { Product } from '../facts/products';
import { codeWords } from '../print/words';
import { ask } from './ask';

/** Something that keeps a cell closed: a credential type that is missing, or a reason that is no requirement. */
export interface Blocker {
  readonly letter: string;
  readonly what: string;
  readonly codes: readonly string[];
}

export interface GridCell {
  readonly row: string;
  readonly market: string;
  readonly open: number;
  readonly total: number;
  /** The letters of everything that stands in the way of any of the products, in order. */
  readonly blockers: readonly string[];
}

export interface Grid {
  readonly rows: readonly string[];
  readonly markets: readonly string[];
  readonly cells: readonly GridCell[];
  readonly legend: readonly Blocker[];
}

/** Products by a name (a category, a product) against markets, each market asked at an instant of its own. */
export function gridAt(
  rules: RuleSnapshot,
  rows: ReadonlyMap<string, readonly Product[]>,
  markets: readonly string[],
  at: (market: string) => Instant,
): Grid {
  const legend = new Map<string, Blocker>();
  const cells = [...rows].flatMap(([row, products]) =>
    markets.map((market): GridCell => {
      const decisions = products.map((product) => ask(rules, product, market, at(market)));
      const blockers = new Set<string>();
      for (const decision of decisions) {
        for (const reason of decision.reasons) {
          const { letter, what } = blockerOf(rules, reason);
          blockers.add(letter);
          const codes = new Set([...(legend.get(what)?.codes ?? []), reason.code]);
          legend.set(what, { letter, what, codes: [...codes].sort() });
        }
      }
      const open = decisions.filter(({ allowed }) => allowed).length;
      return { row, market, open, total: decisions.length, blockers: [...blockers].sort() };
    }),
  );
  const byLetter = [...legend.values()].sort((a, b) => (a.letter < b.letter ? -1 : 1));
  return { rows: [...rows.keys()], markets, cells, legend: byLetter };
}

/** A row a category: `device/smart-home/camera` is `smart-home/camera`. */
export function byCategory(products: readonly Product[]): ReadonlyMap<string, readonly Product[]> {
  const rows = new Map<string, Product[]>();
  for (const product of products) {
    const name = product.item.category.slice(product.item.category.indexOf('/') + 1);
    rows.set(name, [...(rows.get(name) ?? []), product]);
  }
  return rows;
}

function blockerOf(rules: RuleSnapshot, { layer, code, ruleId }: Reason): Omit<Blocker, 'codes'> {
  switch (layer) {
    case 'requirement': {
      const requirement = rules.requirements.rules.find(({ row }) => row.id === ruleId);
      const what = requirement?.row.anyOf.flat().join(' or ') ?? code;
      // `patent-licence.nokia` is N.
      return { letter: (what.split('.').at(-1) ?? what).charAt(0).toUpperCase(), what };
    }
    case 'prohibition':
      return { letter: 'L', what: `law: ${codeWords(code)}` };
    case 'offer':
      return { letter: 'P', what: 'plan of the store' };
    default:
      return { letter: 'M', what: codeWords(code) };
  }
}

export function isOpen({ open, total }: GridCell): boolean {
  return open === total;
}

/** Cells that were not open and are, in reading order. */
export function opened(before: Grid, after: Grid): GridCell[] {
  return after.cells.filter((cell, index) => {
    const was = before.cells[index];
    return was !== undefined && !isOpen(was) && isOpen(cell);
  });
}

/** Rows in which anything differs. */
export function changedRows(before: Grid, after: Grid): string[] {
  const shown = ({ open, blockers }: GridCell): string => `${open} ${blockers.join('')}`;
  return before.rows.filter((row) =>
    before.cells.some((cell, index) => {
      const now = after.cells[index];
      return cell.row === row && now !== undefined && shown(cell) !== shown(now);
    }),
  );
}
