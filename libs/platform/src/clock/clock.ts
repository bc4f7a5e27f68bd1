import { Injectable } from '@nestjs/common';

/** The one source of "now". Business code never reads the process clock itself, so that tests can move time. */
export abstract class Clock {
  /** The current instant. */
  abstract now(): Date;

  /** Milliseconds since some moment, for spans of time within this process: never set back, whatever happens to `now`. */
  abstract elapsed(): number;
}

/** The machine's clock. */
@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }

  override elapsed(): number {
    return performance.now();
  }
}

/** A clock for tests: follows the machine until it is set, then stands still until it is moved. */
export class ManualClock extends Clock {
  private fixed: Date | undefined;
  private slept = 0;

  override now(): Date {
    return this.fixed === undefined ? new Date() : new Date(this.fixed);
  }

  override elapsed(): number {
    return performance.now() + this.slept;
  }

  /** As if the process had done nothing for a while; `now` does not move. */
  sleep(milliseconds: number): void {
    this.slept += milliseconds;
  }

  /** Stands still at `instant`. */
  set(instant: Date | string): void {
    this.fixed = new Date(instant);
  }

  /** Moves by `milliseconds` from where it stands. */
  advance(milliseconds: number): void {
    this.fixed = new Date(this.now().getTime() + milliseconds);
  }

  /** Follows the machine again. */
  release(): void {
    this.fixed = undefined;
  }
}
