import { loadConfig } from './config/config';
import { createApp } from './create-app';
import { reportAndExit, stopGracefully } from './process-life';

/** The API process. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  stopGracefully(() => app.close());
  await app.listen({ port: config.PORT, host: config.HOST });
  process.send?.({ ready: true });
}

main().catch(reportAndExit);
