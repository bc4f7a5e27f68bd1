import { LiveAtlas, SeedRegions } from '@portolan/regions';
import { ensureFirstAdmin } from './auth/first-admin';
import { loadConfig } from './config/config';
import { createApp } from './create-app';
import { reportAndExit, stopGracefully } from './process-life';

/** The API process. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  stopGracefully(() => app.close());
  // Adds markets and groups that are not there yet, all of them planned; a store opens them one by one.
  await app.get(SeedRegions).execute();
  const news = await ensureFirstAdmin(app, config);
  if (news !== null) process.stdout.write(`${news}\n`);
  await app.listen({ port: config.PORT, host: config.HOST });
  // Whoever started it is told when it can be asked, not when it can be reached.
  await app
    .get(LiveAtlas)
    .catchUp()
    .catch(() => undefined);
  process.send?.({ ready: true });
}

main().catch(reportAndExit);
