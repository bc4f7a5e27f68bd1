import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { RuleRows } from '../../../domain';
import { RuleRowsReader } from '../../../persistence/rules/rule-rows-reader';
import { CurrentRules } from '../../decisions/current-rules';
import { ApplyEdit, type Authority } from './apply-edit';
import type { Edit } from './edit';
import { InverseEdits } from './inverse-edits';

export interface RanEdits {
  readonly before: RuleRows;
  readonly after: RuleRows;
  /** What takes all of it back; `null` if one of the edits is final. */
  readonly inverse: readonly Edit[] | null;
}

/** Makes edits in their order, inside a change or a rehearsal of the epoch that the caller opened. */
@Injectable()
export class RunEdits {
  constructor(
    private readonly rules: CurrentRules,
    private readonly reader: RuleRowsReader,
    private readonly apply: ApplyEdit,
    private readonly inverses: InverseEdits,
  ) {}

  /** @throws DomainError what the single change throws, with `/edits/<number>` before its pointers. */
  async execute(edits: readonly Edit[], authority: Authority): Promise<RanEdits> {
    // Read before anything is written: rules read half-way would be kept under the old epoch's token.
    await this.rules.get();
    const { rows: before } = await this.reader.read();
    const inverse: Edit[][] = [];
    let isFinal = false;
    for (const [index, edit] of edits.entries()) {
      const back = await this.inverses.of(edit, before);
      if (back === null) isFinal = true;
      else inverse.unshift(back);
      await this.apply.execute(edit, authority).catch((error: unknown) => {
        throw pointingAt(index, error);
      });
    }
    const { rows: after } = await this.reader.read();
    return { before, after, inverse: isFinal ? null : inverse.flat() };
  }
}

function pointingAt(index: number, error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const { kind, code, detail, extra } = error;
  const inner = error.errors.length > 0 ? error.errors : [{ pointer: '', code, detail }];
  const errors = inner.map((one) => ({ ...one, pointer: `/edits/${index}${one.pointer}` }));
  return new DomainError(kind, code, detail, { extra, errors, cause: error });
}
