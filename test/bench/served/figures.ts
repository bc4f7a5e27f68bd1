import { arch, cpus, loadavg, totalmem } from 'node:os';

/** The median and the worst of several rounds. */
export interface Figure {
  readonly items: number;
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly worst: number;
  readonly rounds: number;
  /** `null`: for comparison only. */
  readonly target: number | null;
  readonly isMet: boolean | null;
}

/** Prints a table as the figures come, and at its end one line with all of them. */
export class Figures {
  private readonly all: Figure[] = [];

  constructor(private readonly bench: string) {
    console.log(`   items  ${'figure'.padEnd(52)}     median      worst  unit   target`);
  }

  add(
    items: number,
    name: string,
    unit: string,
    values: readonly number[],
    target: number | null,
    more = false,
  ): number {
    const sorted = [...values].sort((a, b) => (more ? b - a : a - b));
    const median = sorted[sorted.length >> 1] ?? 0;
    const worst = sorted.at(-1) ?? 0;
    const isMet = target === null ? null : more ? median >= target : median <= target;
    this.all.push({
      items,
      name,
      unit,
      median,
      worst,
      rounds: values.length,
      target,
      isMet,
    });
    const columns = [
      String(items).padStart(8),
      name.padEnd(52),
      median.toPrecision(4).padStart(9),
      worst.toPrecision(4).padStart(9),
      unit.padEnd(5),
      target === null ? '' : `${more ? '>=' : '<='} ${target} ${isMet === true ? 'met' : 'MISSED'}`,
    ];
    console.log(columns.join('  '));
    return median;
  }

  print(more: Record<string, unknown> = {}): void {
    const [cpu] = cpus();
    const machine = {
      load: loadavg()[0],
      cpu: cpu?.model,
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 2 ** 30),
      arch: arch(),
      node: process.version,
    };
    console.log(`RESULT ${JSON.stringify({ bench: this.bench, ...more, figures: this.all, machine })}`);
  }
}
