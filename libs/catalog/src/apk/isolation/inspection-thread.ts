import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ApkRejected } from '../apk-problems';
import type { ApkReport } from '../apk-report';
import type { InspectionAnswer, InspectionRequest } from './inspection-messages';

/** What one inspection may cost. */
export interface InspectionCost {
  /** Of the JavaScript heap; buffers are bounded by `ApkLimits`. */
  heapMegabytes: number;
  milliseconds: number;
}

const CODE = 'apk-inspection-limit';
/** Jest runs the sources themselves; a thread needs to be told how to read them. */
const fromSource = __filename.endsWith('.ts');
const FILE = join(__dirname, `inspection-worker.${fromSource ? 'ts' : 'js'}`);
const HOOK = join(__dirname, '../../../../../tools/typescript-hook.js');

/** One worker thread that inspects one package at a time. Once it has failed it is of no use any more. */
export class InspectionThread {
  private readonly worker: Worker;
  private settle: ((answer: InspectionAnswer | Error) => void) | null = null;
  /** Why it cannot be asked any more; null while it can. */
  private end: Error | null = null;

  constructor(private readonly cost: Pick<InspectionCost, 'heapMegabytes'>) {
    this.worker = new Worker(FILE, {
      execArgv: fromSource ? ['--require', HOOK] : [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: cost.heapMegabytes, maxYoungGenerationSizeMb: 32 },
    });
    this.worker.on('message', (answer: InspectionAnswer) => this.settle?.(answer));
    this.worker.on('error', (error) => this.fail(this.reasonOf(error)));
    this.worker.on('exit', () => this.fail(new Error('The thread that inspects packages ended.')));
    this.worker.unref();
  }

  get usable(): boolean {
    return this.end === null;
  }

  /** @throws ApkRejected also `apk-inspection-limit`, when the package costs more than it may. */
  async inspect(request: InspectionRequest, milliseconds: number): Promise<ApkReport> {
    if (this.end !== null) throw this.end;
    // Only while it works does it keep the process alive.
    this.worker.ref();
    const timer = setTimeout(() => {
      this.fail(new ApkRejected(CODE, `the inspection takes more than ${milliseconds} ms`));
      void this.worker.terminate();
    }, milliseconds);
    try {
      const answer = await new Promise<InspectionAnswer | Error>((resolve) => {
        this.settle = resolve;
        this.worker.postMessage(request);
      });
      if (answer instanceof Error) throw answer;
      if ('report' in answer) return answer.report;
      if ('rejected' in answer) throw new ApkRejected(answer.rejected.code, answer.rejected.detail);
      throw new Error(`The inspection failed: ${answer.failed}`);
    } finally {
      clearTimeout(timer);
      this.settle = null;
      this.worker.unref();
    }
  }

  async close(): Promise<void> {
    this.fail(new Error('The inspection of packages is closed.'));
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    this.end ??= error;
    this.settle?.(this.end);
  }

  private reasonOf(error: unknown): Error {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY')
      return new ApkRejected(CODE, `the inspection needs more than ${this.cost.heapMegabytes} MB of memory`);
    return error instanceof Error ? error : new Error(String(error));
  }
}
