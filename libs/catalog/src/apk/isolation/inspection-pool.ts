import { stat } from 'node:fs/promises';
import type { ApkLimits } from '../apk-limits';
import type { ApkReport } from '../apk-report';
import { KNOWN_TRACKERS, type Tracker } from '../code/known-trackers';
import { type InspectionCost, InspectionThread } from './inspection-thread';

export interface InspectionPoolOptions extends InspectionCost {
  /** At most; they start when they are needed. */
  threads: number;
  /** More time for larger files: a disk may be slow, and a package honest. */
  bytesPerMillisecond: number;
  /** What the code of packages is searched for. */
  trackers: readonly Tracker[];
}

export const DEFAULT_INSPECTION_POOL: InspectionPoolOptions = {
  threads: 2,
  heapMegabytes: 256,
  milliseconds: 60_000,
  bytesPerMillisecond: 4_096,
  trackers: KNOWN_TRACKERS,
};

/**
 * Inspects packages in threads of their own, each with limits on time and memory: a package that is made to stall or to
 * crash whoever reads it costs its own inspection and nothing else. More packages than threads wait in line.
 */
export class InspectionPool {
  private readonly options: InspectionPoolOptions;
  private readonly idle: InspectionThread[] = [];
  private readonly busy = new Set<InspectionThread>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(options: Partial<InspectionPoolOptions> = {}) {
    this.options = { ...DEFAULT_INSPECTION_POOL, ...options };
  }

  /** Like `inspectApk`. @throws ApkRejected also with `apk-inspection-limit`. */
  async inspect(path: string, limits: Partial<ApkLimits> = {}): Promise<ApkReport> {
    const { size } = await stat(path);
    const { milliseconds, bytesPerMillisecond, trackers } = this.options;
    await this.turn();
    const thread = this.thread();
    this.busy.add(thread);
    try {
      return await thread.inspect(
        { path, limits, trackers },
        Math.ceil(milliseconds + size / bytesPerMillisecond),
      );
    } finally {
      this.busy.delete(thread);
      if (thread.usable) this.idle.push(thread);
      this.leave();
    }
  }

  /** Ends all threads; inspections that are under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.idle.splice(0), ...this.busy].map((thread) => thread.close()));
  }

  private async turn(): Promise<void> {
    if (this.running < this.options.threads) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the turn on, or gives it back. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }

  private thread(): InspectionThread {
    for (let thread = this.idle.pop(); thread !== undefined; thread = this.idle.pop())
      if (thread.usable) return thread;
    return new InspectionThread(this.options);
  }
}
