import { dirname, join } from 'node:path';

/** A real package of 6.4 MB that comes with the npm module `android-apidemos` (Apache-2.0). */
export const API_DEMOS = join(
  dirname(require.resolve('android-apidemos/package.json')),
  'apks',
  'ApiDemos-debug.apk',
);
