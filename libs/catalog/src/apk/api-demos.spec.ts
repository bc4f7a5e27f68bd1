import { inspectApk } from './inspect-apk';
import type { ApkReport } from './apk-report';
import { API_DEMOS } from './writing/api-demos';

const android = (name: string): string => `android.permission.${name}`;
const plain = (name: string) => ({ name, minSdk: null, maxSdk: null });

/** The expectations are what `aapt dump badging` and `apksigner verify --print-certs` say of the same file. */
describe('the real package ApiDemos-debug.apk', () => {
  let report: ApkReport;
  beforeAll(async () => {
    report = await inspectApk(API_DEMOS);
  });

  it('has the identity, the versions and the flags that aapt reads', () => {
    expect(report).toMatchObject({
      packageName: 'io.appium.android.apis',
      versionCode: 25,
      versionCodeMajor: 0,
      versionName: '5.0.0',
      minSdk: 17,
      targetSdk: 33,
      declared: { minSdk: 17, targetSdk: 33 },
      maxSdk: null,
      nativeAbis: [],
      glEsVersion: null,
      supportsScreens: null,
      compatibleScreens: [],
      debuggable: true,
      testOnly: false,
      sizeBytes: 6_419_064,
    });
  });

  it('has the label and the icon that aapt resolves through the resource table', () => {
    expect(report.label).toBe('API Demos');
    expect(report.labels).toEqual({ fr: 'API Demos' });
    expect(report.iconPath).toBe('res/drawable-mdpi-v4/app_sample_code.png');
  });

  it('asks for the 14 permissions that aapt lists, in that order', () => {
    const names = [
      ...[
        'READ_CONTACTS',
        'WRITE_CONTACTS',
        'VIBRATE',
        'ACCESS_COARSE_LOCATION',
        'INTERNET',
        'SET_WALLPAPER',
      ],
      ...[
        'WRITE_EXTERNAL_STORAGE',
        'SEND_SMS',
        'RECEIVE_SMS',
        'NFC',
        'POST_NOTIFICATIONS',
        'RECORD_AUDIO',
        'CAMERA',
      ],
    ].map(android);
    const own = 'io.appium.android.apis.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION';
    expect(report.permissions).toEqual([...names, own].map(plain));
    expect(report.impliedPermissions).toEqual([plain(android('READ_EXTERNAL_STORAGE'))]);
  });

  it('declares the features and libraries that aapt lists', () => {
    expect(report.features).toEqual([
      { name: 'android.hardware.camera', required: true },
      { name: 'android.hardware.camera.autofocus', required: false },
      { name: 'android.hardware.telephony', required: false },
    ]);
    expect(report.usesLibraries).toEqual([{ name: 'com.example.will.never.exist', required: false }]);
  });

  it('has resources for the locales that aapt lists, under their present names', () => {
    expect(report.locales).toHaveLength(85);
    expect(report.locales).toEqual(
      expect.arrayContaining(['de', 'es-US', 'fil', 'he', 'id', 'sr-Latn', 'zh-TW']),
    );
    expect(report.locales).not.toEqual(expect.arrayContaining(['iw']));
  });

  it('is signed by v1 and v2 with the debug certificate that apksigner prints', () => {
    expect(report.signature).toEqual({
      schemes: { v1: true, v2: true, v3: false },
      certificates: [
        {
          sha256: '18e8534fed30cbf9959e4073e723e3395a3f92fd6b41756d5fbc788f280c1107',
          subject: 'C=US, O=Android, CN=Android Debug',
          notAfter: new Date('2054-05-12T05:18:29Z'),
          debug: true,
        },
      ],
      lineage: [],
      unprotected: [],
    });
  });
});
