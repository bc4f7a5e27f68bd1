import fc from 'fast-check';
import { NO_NEEDS, PHONE } from '../../../../../test/support/delivery';
import type { DeviceDescription } from './device-description';
import { type DeviceRules, misfitsOf, NO_DEVICE_RULES } from './device-fit';
import { packageNeedsOf, type PackageNeeds } from './package-needs';

const codes = (
  needs: Partial<PackageNeeds>,
  rules: Partial<DeviceRules> = {},
  device: DeviceDescription = PHONE,
) => misfitsOf({ ...NO_NEEDS, ...needs }, { ...NO_DEVICE_RULES, ...rules }, device).map(({ code }) => code);

describe('device fit', () => {
  it.each<[string, Partial<PackageNeeds>, Partial<DeviceRules>]>([
    ['sdk-too-low', { minSdk: 35 }, {}],
    ['sdk-too-high', { maxSdk: 33 }, {}],
    ['target-sdk-too-old', { targetSdk: 22 }, {}],
    ['abi-missing', { abis: ['x86', 'x86_64'] }, {}],
    ['feature-missing', { features: ['android.hardware.camera', 'android.hardware.nfc'] }, {}],
    ['gl-es-too-low', { glEsVersion: 196_611 }, {}],
    ['screen-unsupported', { screenSizes: ['large', 'xlarge'] }, {}],
    ['screen-unsupported', { smallestWidthDp: 600 }, {}],
    ['screen-unsupported', { compatibleScreens: [{ size: 'normal', densityDpi: 320 }] }, {}],
    ['ram-too-small', {}, { minRamBytes: 8_000_000_001 }],
    ['model-excluded', {}, { excludedModels: ['Galaxy', 'PIXEL 8'] }],
  ])('refuses for %s, and not a device that does not say', (code, needs, rules) => {
    expect(codes(needs, rules)).toEqual([code]);
    expect(codes(needs, rules, {})).toEqual([]);
  });

  it('lets pass what is just enough', () => {
    const needs: Partial<PackageNeeds> = {
      minSdk: 34,
      maxSdk: 34,
      targetSdk: 23,
      abis: ['armeabi-v7a', 'x86'],
      features: ['android.hardware.camera'],
      glEsVersion: 196_610,
      screenSizes: ['small'],
      smallestWidthDp: 411,
      compatibleScreens: [{ size: 'normal', densityDpi: 480 }],
    };
    expect(codes(needs, { minRamBytes: 8_000_000_000, excludedModels: ['Pixel 8 Pro'] })).toEqual([]);
  });

  it('asks more of the target with newer Androids', () => {
    const refused = (sdk: number, targetSdk: number) => codes({ targetSdk }, {}, { sdk }).length > 0;
    expect([refused(33, 3), refused(34, 22), refused(34, 23), refused(35, 23), refused(36, 24)]).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('never gets worse by knowing less of the device', () => {
    const fields = Object.keys(PHONE) as (keyof DeviceDescription)[];
    const needs = fc.record({
      minSdk: fc.integer({ min: 1, max: 40 }),
      abis: fc.subarray(['x86', 'arm64-v8a']),
      features: fc.subarray(['android.hardware.nfc', 'android.hardware.camera']),
      smallestWidthDp: fc.constantFrom(null, 320, 600),
    });
    fc.assert(
      fc.property(needs, fc.subarray(fields), (wanted, known) => {
        const less = Object.fromEntries(known.map((field) => [field, PHONE[field]]));
        const all = codes(wanted);
        return codes(wanted, {}, less).every((code) => all.includes(code));
      }),
    );
  });
});

describe('what a package needs', () => {
  it('comes from its report; an older report leaves the rest open', () => {
    const old = packageNeedsOf({
      minSdk: 21,
      targetSdk: 30,
      nativeAbis: ['x86'],
      features: [
        { name: 'android.hardware.camera', required: true },
        { name: 'android.hardware.nfc', required: false },
      ],
    });
    expect(old).toEqual({
      ...NO_NEEDS,
      minSdk: 21,
      targetSdk: 30,
      abis: ['x86'],
      features: ['android.hardware.camera'],
    });
    const supportsScreens = {
      small: false,
      normal: false,
      large: true,
      xlarge: true,
      requiresSmallestWidthDp: 600,
    };
    expect(packageNeedsOf({ minSdk: 21, targetSdk: 30, supportsScreens })).toMatchObject({
      screenSizes: ['large', 'xlarge'],
      smallestWidthDp: 600,
    });
  });
});
