import { createApp } from '../../../apps/api/src/create-app';
import { loadConfig } from '../../../apps/api/src/config/config';

/** The store as it runs, on a free port; ends when its parent does. */
async function main(): Promise<void> {
  const app = await createApp(loadConfig(process.env));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.getHttpServer().address() as { port: number };
  process.send?.({ url: `http://127.0.0.1:${address.port}` });
}

process.on('disconnect', () => process.exit(0));
void main();
