import { dirname, join } from 'node:path';
import { inspectApk } from './inspect-apk';
import type { ApkReport } from './apk-report';

/** The real package of the npm module android-apidemos; expectations are what aapt and apksigner print of it. */
export const API_DEMOS = join(
  dirname(require.resolve('android-apidemos/package.json')),
  'apks/ApiDemos-debug.apk',
);

describe('the package ApiDemos-debug.apk', () => {
  let report: ApkReport;
  beforeAll(async () => {
    report = await inspectApk(API_DEMOS);
  });

  it('is what aapt says it is', () => {
    console.log(JSON.stringify(report, null, 1));
    expect(report).toMatchObject({
      packageName: 'io.appium.android.apis',
    });
  });
});
