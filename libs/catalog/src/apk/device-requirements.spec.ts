import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspectApk } from './inspect-apk';
import { makeSigner } from './writing/package-signer';
import { writeApk } from './writing/apk-writer';
import type { WrittenElement } from './writing/binary-xml-writer';
import { inspectBytes, verdict } from './writing/temporary-file';
import { writePackage } from './writing/write-package';

const signer = makeSigner('Devices');
const withElements = (...children: WrittenElement[]): Buffer =>
  writeApk({ manifest: { children }, block: { v2: [{ signer }] } });
const screen = (screenSize: number, screenDensity: number): WrittenElement => ({
  tag: 'screen',
  attributes: { screenSize, screenDensity },
});

describe('what a package asks of devices', () => {
  it('is everything that it does not rule out', async () => {
    expect(await inspectBytes(withElements())).toMatchObject({
      glEsVersion: null,
      supportsScreens: null,
      compatibleScreens: [],
      nativeAbis: [],
    });
  });

  it('is read from supports-screens, compatible-screens and the highest required OpenGL ES version', async () => {
    const report = await inspectBytes(
      withElements(
        { tag: 'uses-feature', attributes: { glEsVersion: 0x20000 } },
        { tag: 'uses-feature', attributes: { glEsVersion: 0x30001 } },
        { tag: 'uses-feature', attributes: { glEsVersion: 0x30002, required: false } },
        { tag: 'supports-screens', attributes: { smallScreens: false, requiresSmallestWidthDp: 320 } },
        { tag: 'compatible-screens', children: [screen(300, 480), screen(500, 320), screen(250, 1)] },
      ),
    );
    expect(report).toMatchObject({
      features: [],
      glEsVersion: 0x30001,
      supportsScreens: {
        small: false,
        normal: true,
        large: true,
        xlarge: true,
        requiresSmallestWidthDp: 320,
      },
      compatibleScreens: [
        { size: 'normal', densityDpi: 480 },
        { size: 'xlarge', densityDpi: 320 },
      ],
    });
  });

  it('names the ABIs of its native code', async () => {
    const about = { packageName: 'org.example.app', versionCode: 1, versionName: '1', label: 'A' };
    const sdk = { minSdk: 24, targetSdk: 34 };
    const abis = ['x86_64', 'arm64-v8a'];
    const report = await inspectBytes(writePackage({ ...about, ...sdk, abis, features: ['a.b'] }, signer));
    expect(report.nativeAbis).toEqual(['arm64-v8a', 'x86_64']);
    expect(report.features).toEqual([{ name: 'a.b', required: true }]);
  });

  it('is bounded, and refused where it is no number', async () => {
    const many = Array.from({ length: 1_001 }, () => screen(300, 480));
    expect(await verdict(withElements({ tag: 'compatible-screens', children: many }))).toBe(
      'apk-limit-exceeded',
    );
    const words = { tag: 'supports-screens', attributes: { requiresSmallestWidthDp: 'wide' } };
    expect(await verdict(withElements(words))).toBe('apk-manifest-malformed');
  });
});

/** The expectations were read from the manifests by another parser. */
describe('real packages', () => {
  it('io.appium.settings runs on every screen and has no native code', async () => {
    const folder = dirname(require.resolve('io.appium.settings/package.json'));
    const report = await inspectApk(join(folder, 'apks/settings_apk-debug.apk'));
    expect(report).toMatchObject({
      packageName: 'io.appium.settings',
      nativeAbis: [],
      glEsVersion: null,
      supportsScreens: null,
      compatibleScreens: [],
    });
  });

  const game = join(__dirname, '../../../../../shared/data/catalogue/apks/org.sajeg.fallingblocks_3.apk');
  if (!existsSync(game)) process.stderr.write('device-requirements: skipped: no ../shared/data\n');
  (existsSync(game) ? it : it.skip)('a game says which screens and which OpenGL ES it needs', async () => {
    expect(await inspectApk(game)).toMatchObject({
      glEsVersion: 196_608,
      supportsScreens: {
        small: true,
        normal: true,
        large: true,
        xlarge: true,
        requiresSmallestWidthDp: null,
      },
      nativeAbis: [],
    });
  });
});
