import { DomainError } from '@portolan/platform';

/** Where a text or a tree of JSON stopped making sense, and what would have made sense there. */
export interface SyntaxFault {
  /** Offset into the text (market scopes) or JSON pointer into the tree (predicates). */
  readonly position: number | string;
  readonly expected: string;
  readonly found: string;
}

/** `invalid-market-scope`, `invalid-predicate`: the fault travels in `extra`, so that an editor can point at it. */
export function syntaxError(code: string, fault: SyntaxFault): DomainError {
  const detail = `At ${JSON.stringify(fault.position)}: expected ${fault.expected}, found ${fault.found}.`;
  return new DomainError('invalid', code, detail, { extra: { ...fault } });
}

/** A row, a scope or a question names something that the rules do not know, or breaks an invariant. */
export function invalidRule(code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail);
}
