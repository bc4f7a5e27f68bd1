import type { AtlasParts } from '../compile/atlas-state';

export type KindParts = Pick<AtlasParts, 'table' | 'positions' | 'kinds' | 'classKinds' | 'classes'>;

/** The kind of each position before and after a change of rules. */
export class OtherKinds {
  private readonly wasClass: Int32Array;
  private readonly isClass: Int32Array;

  constructor(
    private readonly before: KindParts,
    private readonly after: KindParts,
  ) {
    this.wasClass = before.positions.klass;
    this.isClass = after.positions.klass;
  }

  was(position: number): number {
    return this.before.classKinds[this.wasClass[position] ?? 0] ?? 0;
  }

  is(position: number): number {
    return this.after.classKinds[this.isClass[position] ?? 0] ?? 0;
  }

  at(position: number): boolean {
    return this.was(position) !== this.is(position);
  }
}
