import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ChangeHints, Clock, DomainError } from '@portolan/platform';
import { LocalChanges } from '../../persistence/local-changes';
import { type Followed, type LiveAnswers, NextAnswers } from './next-answers';

export type { LiveAnswers } from './next-answers';

/** Hints that come closer together are answered by one look: a thousand changes are not a thousand atlases. */
const HINT_GAP_MS = 100;
/** A process that could not confirm its answers for longer sells nothing. */
export const FRESH_MS = 30_000;
/** A clock that is put right by less than this moves no boundary that anybody could have seen. */
const CLOCK_SLACK_MS = 1_000;

export type ItemsListener = (changedItemIds: readonly string[] | null) => void;

/**
 * The answers for all items in all markets, from memory. One statement a second asks whether anything was committed, and sooner after a hint; then the next
 * answers are made beside those in use and take their place as a whole. A change that this process committed itself is waited for by
 * whoever asks next. Dates in the rules take effect at their instant, by whoever asks first after it or by a timer.
 */
@Injectable()
export class LiveAtlas implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Atlas');
  private readonly listeners: ItemsListener[] = [];
  private followed: Followed | null = null;
  /** How many of this process's own changes are in it. */
  private included = -1;
  /** When it was last confirmed that nothing newer was committed. */
  private confirmedAt: number;
  private running: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private boundary: NodeJS.Timeout | undefined;
  private hinted: NodeJS.Timeout | undefined;
  private lookedAt = -HINT_GAP_MS;
  private isStopped = false;
  private isFailing = false;

  constructor(
    private readonly next: NextAnswers,
    private readonly changes: LocalChanges,
    private readonly clock: Clock,
    private readonly hints: ChangeHints,
  ) {
    this.confirmedAt = clock.elapsed();
    hints.onHint(() => this.lookSoon());
  }

  onApplicationBootstrap(): void {
    if (this.hints.pollMs > FRESH_MS)
      this.logger.warn(
        `Looks for changes every ${this.hints.pollMs} ms: unless hints come, it stops selling ${FRESH_MS} ms after each look.`,
      );
    void this.poll();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.boundary);
    clearTimeout(this.hinted);
    await this.running.catch(() => undefined);
  }

  /**
   * With everything that this process had committed when this was called, and what others had a second ago. While the database
   * cannot be reached, with what was known last.
   * @throws DomainError `rules-not-loaded` (unavailable) as long as nothing was ever read.
   */
  async now(): Promise<LiveAnswers> {
    if (this.included !== this.changes.count) await this.catchUp().catch(() => undefined);
    const instant = this.clock.now().getTime();
    if (this.followed !== null && this.followed.answers.atlas.at - instant > CLOCK_SLACK_MS) {
      this.followed = null;
      await this.catchUp().catch(() => undefined);
    }
    const answers = this.settled();
    if (answers !== null) return answers;
    throw new DomainError('unavailable', 'rules-not-loaded', 'What may be sold has not been read yet.', {
      headers: { 'retry-after': '1' },
    });
  }

  /** The same without waiting; `null` where `now` would have to ask the database. */
  current(): LiveAnswers | null {
    if (this.included !== this.changes.count || this.followed === null) return null;
    if (this.followed.answers.atlas.at - this.clock.now().getTime() > CLOCK_SLACK_MS) return null;
    return this.settled();
  }

  /** Looks at the database now instead of within a second. @throws whatever the database says. */
  async catchUp(): Promise<void> {
    // One after the other. All who come while one runs share the next, since the running one may have looked too early.
    this.waiting ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.waiting = null;
        this.running = this.step();
        return this.running;
      });
    await this.waiting;
  }

  /**
   * With all rules that were committed before the caller's transaction took the epoch for a change, of which it has written nothing yet,
   * about the items that the process knows. Read on its own connection and kept by nobody: those who wait for the epoch may hold all
   * the others.
   */
  async held(): Promise<LiveAnswers> {
    const { followed } = this;
    const isAhead =
      followed !== null && followed.answers.atlas.at - this.clock.now().getTime() > CLOCK_SLACK_MS;
    return this.next.within(isAhead ? null : followed);
  }

  /** Milliseconds since it was last confirmed that these are the answers. */
  get age(): number {
    return this.clock.elapsed() - this.confirmedAt;
  }

  get isLoaded(): boolean {
    return this.followed !== null;
  }

  get isFresh(): boolean {
    return this.age <= FRESH_MS;
  }

  /** Tells which items are shown differently from now on (`null`: any), at the moment at which the answers change. */
  onItems(listener: ItemsListener): void {
    this.listeners.push(listener);
  }

  private async poll(): Promise<void> {
    try {
      await this.catchUp();
      if (this.isFailing) this.logger.log('Following the changes again.');
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing && !this.isStopped)
        this.logger.warn(
          `Cannot follow the changes: ${error instanceof Error ? error.message : String(error)}`,
        );
      this.isFailing = true;
    }
    if (this.isStopped) return;
    this.settled();
    this.timer = setTimeout(() => void this.poll(), this.hints.pollMs).unref();
  }

  /** A look that fails is none of the hint's business: the poll says so, and goes on. */
  private lookSoon(): void {
    if (this.hinted !== undefined || this.isStopped) return;
    const wait = Math.max(0, this.lookedAt + HINT_GAP_MS - performance.now());
    this.hinted = setTimeout(() => {
      this.hinted = undefined;
      this.lookedAt = performance.now();
      if (!this.isStopped) void this.catchUp().catch(() => undefined);
    }, wait).unref();
  }

  private async step(): Promise<void> {
    const [began, included] = [this.clock.elapsed(), this.changes.count];
    const known = this.followed;
    const { followed, changedItemIds } = await this.next.after(known);
    this.included = included;
    this.confirmedAt = began;
    // A date that was reached meanwhile made others of those that are known: they stay.
    if (followed === known) return;
    this.followed = followed;
    for (const listener of this.listeners) listener(changedItemIds);
  }

  /** The answers for the instant at which this is called. */
  private settled(): LiveAnswers | null {
    if (this.followed === null) return null;
    const { validUntil } = this.followed.answers.atlas;
    const instant = this.clock.now().getTime();
    if (validUntil !== null && validUntil <= instant) this.followed = this.next.at(this.followed, instant);
    this.awaitBoundary(instant);
    return this.followed.answers;
  }

  /** Only dates that come before the next look are timed: what is asked each second needs no alarm for next year. */
  private awaitBoundary(instant: number): void {
    const { validUntil } = this.followed?.answers.atlas ?? { validUntil: null };
    if (this.boundary !== undefined || validUntil === null || validUntil - instant > 2 * this.hints.pollMs)
      return;
    this.boundary = setTimeout(() => {
      this.boundary = undefined;
      if (!this.isStopped) this.settled();
    }, validUntil - instant).unref();
  }
}
