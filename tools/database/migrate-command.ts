import { resolve } from 'node:path';
import { migrate } from './migrate';

/** `npm run migrate [down]`: brings the schema of DATABASE_URL to the newest version, or one step back. */
async function main(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set.');
  const direction = process.argv[2] === 'down' ? 'down' : 'up';
  const names = await migrate({ databaseUrl, directory: resolve('migrations'), direction });
  console.log(names.length === 0 ? 'Nothing to do.' : names.map((name) => `${direction} ${name}`).join('\n'));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
