import type { SharedState } from './shared-state';

export default async function globalTeardown(): Promise<void> {
  const shared = globalThis as SharedState;
  await shared.portolanServer?.stop();
  delete shared.portolanServer;
}
