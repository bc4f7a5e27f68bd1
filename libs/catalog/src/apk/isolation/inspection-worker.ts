import { parentPort } from 'node:worker_threads';
import { ApkRejected } from '../apk-problems';
import { inspectApk } from '../inspect-apk';
import type { InspectionAnswer, InspectionRequest } from './inspection-messages';

/** The thread that reads packages: one at a time, with no door to the rest of the store. */
async function answerTo({ path, limits, trackers }: InspectionRequest): Promise<InspectionAnswer> {
  try {
    return { report: await inspectApk(path, limits, trackers) };
  } catch (error) {
    if (error instanceof ApkRejected) return { rejected: { code: error.code, detail: error.detail } };
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (request: InspectionRequest) => {
  void answerTo(request).then((answer) => parentPort?.postMessage(answer));
});
