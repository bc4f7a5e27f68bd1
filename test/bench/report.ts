import { arch, cpus, loadavg, totalmem } from 'node:os';

/** Of one round: milliseconds on the clock, and those in which this process had a processor. */
export interface Round {
  readonly wall: number;
  readonly cpu: number;
}

export interface Figure {
  readonly items: number | null;
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly worst: number;
  /** The median by processor time instead of the clock: on a busy machine it says what the clock would say on a quiet one. */
  readonly cpu: number | null;
  readonly rounds: number;
  /** Of the median by the clock; `null`: for comparison only. */
  readonly target: number | null;
  readonly isMet: boolean | null;
  /** The median as so many times the baseline of this run; `null` for what is no time and no rate. */
  readonly baselines: number | null;
}

/** One of these, in microseconds. */
const MICROSECONDS: Readonly<Record<string, number>> = { us: 1, ms: 1_000, s: 1_000_000 };

interface Asked {
  readonly target?: number | null;
  /** More is better. */
  readonly more?: boolean;
  readonly items?: number | null;
  /** Whether the target is one of this size. */
  readonly isAsked?: boolean;
}

const milliseconds = (start: bigint) => Number(process.hrtime.bigint() - start) / 1e6;

/** The first rounds warm up and are not counted. */
export function rounds(number: number, run: (round: number) => void): Round[] {
  const times: Round[] = [];
  for (let round = -1; round <= number; round++) {
    const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
    run(round);
    const wall = milliseconds(start);
    const { user, system } = process.cpuUsage(used);
    if (round > 0) times.push({ wall, cpu: (user + system) / 1000 });
  }
  return times;
}

export function scaled(times: readonly Round[], scale: (milliseconds: number) => number): Round[] {
  return times.map(({ wall, cpu }) => ({ wall: scale(wall), cpu: scale(cpu) }));
}

/** The mean of many quick calls in microseconds, for each round. */
export function each(number: number, calls: number, run: (call: number) => void): Round[] {
  return scaled(
    rounds(number, () => {
      for (let call = 0; call < calls; call++) run(call);
    }),
    (time) => (time * 1000) / calls,
  );
}

/**
 * The baseline of a run: nanoseconds that one read at random from 64 MB takes, as it takes them on this machine at this moment. What
 * the store does in memory is made of such reads.
 */
function readAtRandom(): number {
  const words = new Int32Array(1 << 24).fill(1);
  const reads = 1 << 20;
  const times = rounds(5, (round) => {
    // Each read says where the next one goes, so that none can begin before the last one is there.
    let [place, sum] = [round + 1, 0];
    for (let read = 0; read < reads; read++) {
      sum += words[place] ?? 0;
      place = (Math.imul(place, 1_664_525) + 1_013_904_223 + (sum & 1)) & (words.length - 1);
    }
    if (sum !== reads) throw new Error('The baseline was not read.');
  });
  const sorted = times.map(({ wall }) => (wall * 1e6) / reads).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Prints a table line by line and, as the last line, `RESULT` with every figure, its target and the machine. */
export class Report {
  readonly figures: Figure[] = [];
  /** Nanoseconds. */
  private readonly baseline = readAtRandom();

  constructor(private readonly bench: string) {
    console.log(
      `   baseline: a read at random from 64 MB takes ${this.baseline.toPrecision(3)} ns in this run`,
    );
    console.log(
      `   items  ${'figure'.padEnd(58)}     median      worst        cpu  unit   baselines   target (of the median)`,
    );
  }

  add(name: string, unit: string, values: readonly (Round | number)[], asked: Asked = {}): Figure {
    const { target = null, more = false, items = null, isAsked = true } = asked;
    const sort = (list: readonly number[]) => [...list].sort((a, b) => (more ? b - a : a - b));
    const wall = sort(values.map((value) => (typeof value === 'number' ? value : value.wall)));
    const cpu = sort(values.flatMap((value) => (typeof value === 'number' ? [] : [value.cpu])));
    const median = wall[wall.length >> 1] ?? 0;
    const isMet = target === null || !isAsked ? null : more ? median >= target : median <= target;
    const figure = {
      ...{ items, name, unit, median, worst: wall.at(-1) ?? 0, cpu: cpu[cpu.length >> 1] ?? null },
      ...{ rounds: values.length, target, isMet, baselines: this.inBaselines(median, unit) },
    };
    this.figures.push(figure);
    const number = (value: number | null) => (value === null ? '' : value.toPrecision(4)).padStart(9);
    const verdict = isMet === null ? '' : isMet ? ' met' : ' MISSED';
    const columns = [
      String(items ?? '').padStart(8),
      name.padEnd(58),
      number(figure.median),
      number(figure.worst),
      number(figure.cpu),
      unit.padEnd(5),
      number(figure.baselines),
      target === null ? '' : `${more ? '>=' : '<='} ${target}${verdict}`,
    ];
    console.log(columns.join('  ').trimEnd());
    return figure;
  }

  private inBaselines(median: number, unit: string): number | null {
    const each = unit === 'M/s' ? 1 / median : median * (MICROSECONDS[unit] ?? NaN);
    return Number.isNaN(each) ? null : (each * 1_000) / this.baseline;
  }

  /** By name, how many times as much the median is at the largest number of items as at the smallest one; printed, too. */
  growth(): Record<string, number> {
    const sizes = this.figures.flatMap(({ items }) => items ?? []);
    const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
    const growth: Record<string, number> = {};
    if (!(smallest < largest)) return growth;
    console.log(`growth of the median from ${smallest} to ${largest} items`);
    // What stands in brackets says what was found, which is not the same at every size.
    const plain = (name: string) => name.replace(/ \(.*?\)/, '');
    for (const { name, median } of this.figures.filter(({ items }) => items === largest)) {
      const before = this.figures.find((one) => one.items === smallest && plain(one.name) === plain(name));
      if (before === undefined) continue;
      growth[plain(name)] = Number((median / before.median).toPrecision(3));
      console.log(`${plain(name).padEnd(62)} ${growth[plain(name)]} x`);
    }
    return growth;
  }

  finish(more: Readonly<Record<string, unknown>> = {}): void {
    const [cpu] = cpus();
    const machine = {
      load: loadavg()[0],
      cpu: cpu?.model,
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 2 ** 30),
      arch: arch(),
      node: process.version,
    };
    console.log(
      `RESULT ${JSON.stringify({ bench: this.bench, ...more, baselineNs: this.baseline, figures: this.figures, machine })}`,
    );
  }
}
