import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Client } from 'pg';

/** How this process learns of what others commit. */
export interface ChangeHintsOptions {
  /** A `postgres://` address that allows `LISTEN`. */
  url: string;
  /** Whether to listen; a pooler that gives each transaction another session forbids it. */
  listen: boolean;
  /** How often to look without having been told. */
  pollMs: number;
}

export const CHANGE_HINTS_OPTIONS = Symbol('CHANGE_HINTS_OPTIONS');

/** One for all that is hinted at. What has changed stands in the tables, never in the message. */
const CHANGE_CHANNEL = 'portolan_change';

/** Makes the statement that it stands in tell everybody, once its transaction commits. */
export const HINT = `pg_notify('${CHANGE_CHANNEL}', '')`;

const RECONNECT_MS = 1_000;
/** What does not answer by then is not there. */
const CONNECT_MS = 5_000;
/** Nothing is said on the connection for hours: without being asked, a dead one would look like a silent one for as long. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Says that somebody has committed something that it is worth looking for. A hint may be lost, come twice or come late: nothing
 * may depend on one. One connection a process, beside the pool; it comes back by itself.
 */
@Injectable()
export class ChangeHints implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Hints');
  private readonly listeners: (() => void)[] = [];
  private client: Client | null = null;
  private retry: NodeJS.Timeout | undefined;
  private isStopped = false;
  private isFailing = false;

  constructor(@Inject(CHANGE_HINTS_OPTIONS) private readonly options: ChangeHintsOptions) {}

  get pollMs(): number {
    return this.options.pollMs;
  }

  onHint(listener: () => void): void {
    this.listeners.push(listener);
  }

  onApplicationBootstrap(): void {
    if (this.options.listen) void this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    this.client = client;
    client.on('notification', () => this.tell());
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, null));
    try {
      await client.connect();
      (client as Client & { unref(): void }).unref();
      await client.query(`LISTEN ${CHANGE_CHANNEL}`);
      if (this.isFailing) this.logger.log('Being told of changes again.');
      this.isFailing = false;
      // What was committed while nobody listened.
      this.tell();
    } catch (error) {
      this.lose(client, error);
    }
  }

  private tell(): void {
    if (!this.isStopped) for (const listener of this.listeners) listener();
  }

  private lose(client: Client, error: unknown): void {
    if (this.client !== client) return;
    this.client = null;
    void client.end().catch(() => undefined);
    if (this.isStopped) return;
    const why = error instanceof Error ? `: ${error.message}` : '.';
    if (!this.isFailing) this.logger.warn(`Not told of changes, looking for them each time${why}`);
    this.isFailing = true;
    this.retry = setTimeout(() => void this.connect(), RECONNECT_MS).unref();
  }
}
