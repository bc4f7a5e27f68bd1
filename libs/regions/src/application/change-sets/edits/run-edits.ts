import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { RegionEpoch } from '../../../persistence/region-epoch';
import type { RuleRows } from '../../../domain';
import { RuleRowsReader } from '../../../persistence/rules/rule-rows-reader';
import { CurrentRules, type KnownRules } from '../../decisions/current-rules';
import { ApplyEdit, type Authority } from './apply-edit';
import { type Edit, needsLegal } from './edit';
import { EditFourEyes } from './edit-four-eyes';
import { InverseEdits } from './inverse-edits';
import { opens } from './opens';

export interface RanEdits {
  readonly before: KnownRules;
  readonly after: RuleRows;
  /** What takes all of it back; `null` if one of the edits is final. */
  readonly inverse: readonly Edit[] | null;
  /** Whether a second person has to approve them. */
  readonly opens: boolean;
  /** Whether one of them lifts a prohibition by name. */
  readonly needsLegal: boolean;
}

/** Makes edits in their order, inside a change or a rehearsal of the epoch that the caller opened. */
@Injectable()
export class RunEdits {
  constructor(
    private readonly rules: CurrentRules,
    private readonly reader: RuleRowsReader,
    private readonly apply: ApplyEdit,
    private readonly inverses: InverseEdits,
    private readonly fourEyes: EditFourEyes,
    private readonly epoch: RegionEpoch,
  ) {}

  /** @throws DomainError what the single change throws, with `/edits/<number>` before its pointers. */
  async execute(edits: readonly Edit[], authority: Authority): Promise<RanEdits> {
    // Read before anything is written: rules read half-way would be kept under the old epoch's token.
    const before = await this.rules.get();
    const inverse: Edit[][] = [];
    let isFinal = false;
    for (const [index, edit] of edits.entries()) {
      const back = await this.inverses.of(edit, before.rows);
      if (back === null) isFinal = true;
      else inverse.unshift(back);
      await this.fourEyes
        .inSet(() => this.apply.execute(edit, authority))
        .catch((error: unknown) => {
          throw pointingAt(index, error);
        });
    }
    const { rows: after } = await this.reader.readShared();
    const now = this.epoch.now.getTime();
    return {
      before,
      after,
      inverse: isFinal ? null : inverse.flat(),
      opens: edits.some((edit) => opens(edit, before.rows, now)),
      needsLegal: edits.some(needsLegal),
    };
  }
}

function pointingAt(index: number, error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const { kind, code, detail, extra } = error;
  const inner = error.errors.length > 0 ? error.errors : [{ pointer: '', code, detail }];
  const errors = inner.map((one) => ({ ...one, pointer: `/edits/${index}${one.pointer}` }));
  return new DomainError(kind, code, detail, { extra, errors, cause: error });
}
