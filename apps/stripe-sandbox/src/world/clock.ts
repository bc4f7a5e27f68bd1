/**
 * The sandbox's time: the real clock plus what tests have advanced it by. It never runs backwards
 * and is kept in the state file, so that a balance that became available stays available.
 */
export class SandboxClock {
  private offsetMs = 0;

  constructor(private readonly realNow: () => number) {}

  /** Milliseconds since the epoch. */
  nowMs(): number {
    return this.realNow() + this.offsetMs;
  }

  /** Whole seconds since the epoch, the unit of every Stripe timestamp. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  advance(seconds: number): void {
    this.offsetMs += seconds * 1000;
  }

  dump(): number {
    return this.offsetMs;
  }

  load(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }
}
