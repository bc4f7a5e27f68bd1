import { Injectable } from '@nestjs/common';

/** The one source of "now". Business code never reads the process clock itself, so that tests can move time. */
export abstract class Clock {
  /** The current instant. */
  abstract now(): Date;
}

/** The machine's clock. */
@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** A clock for tests: follows the machine until it is set, then stands still until it is moved. */
export class ManualClock extends Clock {
  private fixed: Date | undefined;

  override now(): Date {
    return this.fixed === undefined ? new Date() : new Date(this.fixed);
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
