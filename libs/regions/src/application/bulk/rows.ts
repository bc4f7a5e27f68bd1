import { DomainError } from '@portolan/platform';

/** Why a row of many is not taken. */
export interface RowRefusal {
  readonly code: string;
  /** A sentence for a person. */
  readonly detail: string;
  /** The column that it is about; `null`: the row as a whole. */
  readonly column: string | null;
}

/** A row as it was read: what it asks for, or why that cannot be understood. */
export type ReadRow<Wish> =
  { readonly wish: Wish; readonly refusal: null } | { readonly wish: null; readonly refusal: RowRefusal };

/** What is to happen with rows that were judged: `all` does nothing if one of them is refused. */
export type Apply = 'nothing' | 'all' | 'good';

/** Whether something is done with rows of which so many are refused. */
export function isApplied(apply: Apply, refused: number): boolean {
  return apply === 'good' || (apply === 'all' && refused === 0);
}

/** The refusal that `work` throws, as one of a row; other errors stay errors. */
export function refusalOf(error: unknown, columns: Readonly<Record<string, string>> = {}): RowRefusal {
  if (!(error instanceof DomainError)) throw error;
  const pointer = error.errors[0]?.pointer ?? '';
  return { code: error.code, detail: error.detail, column: columns[pointer] ?? null };
}
