import { type DestinationStream, pino } from 'pino';

/** One answered request. */
export interface RequestRecord {
  readonly requestId: string;
  readonly method: string;
  /** The pattern, never the path: ids are where secrets travel. */
  readonly route: string;
  readonly status: number;
  /** From the request to the end of its answer. */
  readonly milliseconds: number;
}

const ROUTES_MAX = 10_000;

/**
 * The log of requests: a line for each, in the form of the process's log, of members that hold no secret, so that none has to be looked
 * for. Lines are put together here, because the same few words are in each of them, and written some at a time, a quarter of a
 * second late at most; the process's end writes what is left.
 */
export class RequestLog {
  private readonly parts = new Map<string, string>();
  private readonly levels: { readonly info: number; readonly error: number };
  private readonly from: number;

  /** @param level one of pino's, or `silent` */
  constructor(
    level: string,
    private readonly lines: DestinationStream = standardOutput(),
  ) {
    const { values } = pino.levels;
    this.levels = { info: values.info ?? 30, error: values.error ?? 50 };
    this.from = level === 'silent' ? Infinity : (values[level] ?? this.levels.info);
  }

  add({ requestId, method, route, status, milliseconds }: RequestRecord): void {
    const level = status >= 500 ? this.levels.error : this.levels.info;
    if (level < this.from) return;
    const id = JSON.stringify(requestId);
    const head = `{"level":${level},"time":${Date.now()},"pid":${process.pid},"requestId":${id}`;
    const time = Math.round(milliseconds * 10) / 10;
    this.lines.write(
      `${head},${this.part(method, route)},"status":${status},"milliseconds":${time},"msg":"request"}\n`,
    );
  }

  private part(method: string, route: string): string {
    const name = `${method} ${route}`;
    let part = this.parts.get(name);
    if (part === undefined) {
      part = `"method":${JSON.stringify(method)},"route":${JSON.stringify(route)}`;
      if (this.parts.size < ROUTES_MAX) this.parts.set(name, part);
    }
    return part;
  }
}

function standardOutput(): DestinationStream {
  if (output === undefined) {
    const lines = pino.destination({ dest: 1, sync: true, minLength: 4_096, periodicFlush: 250 });
    process.once('exit', () => lines.flushSync());
    output = lines;
  }
  return output;
}

let output: DestinationStream | undefined;
