import { misfitsOf, NO_DEVICE_RULES } from './device-fit';
import { impliedFeatures } from './implied-features';
import { packageNeedsOf } from './package-needs';

const asked = (...names: string[]) =>
  names.map((name) => ({ name: `android.permission.${name}`, minSdk: null }));

describe('features that permissions imply', () => {
  it.each([
    ['CAMERA', 35, ['camera']],
    ['RECORD_AUDIO', 35, ['microphone']],
    ['ACCESS_FINE_LOCATION', 35, ['location']],
    ['ACCESS_FINE_LOCATION', 21, ['location']],
    ['ACCESS_FINE_LOCATION', 20, ['location', 'location.gps']],
    ['ACCESS_COARSE_LOCATION', 20, ['location', 'location.network']],
    ['BLUETOOTH', 5, ['bluetooth']],
    ['BLUETOOTH', 4, []],
    ['SEND_SMS', 35, ['telephony']],
    ['CHANGE_WIFI_STATE', 35, ['wifi']],
    ['INTERNET', 35, []],
  ])('%s with target %d: %j', (permission, targetSdk, features) => {
    expect(impliedFeatures(asked(permission), targetSdk)).toEqual(
      features.map((name) => `android.hardware.${name}`),
    );
  });

  it('are named once, whatever asks for them, and not by permissions of others or of newer devices only', () => {
    expect(impliedFeatures(asked('READ_SMS', 'CALL_PHONE'), 30)).toEqual(['android.hardware.telephony']);
    expect(impliedFeatures([{ name: 'org.example.permission.CAMERA' }], 30)).toEqual([]);
    expect(impliedFeatures([{ name: 'android.permission.CAMERA', minSdk: 23 }], 30)).toEqual([]);
  });

  const tablet = { features: ['android.hardware.wifi'] };
  const report = { minSdk: 21, targetSdk: 34, permissions: asked('CAMERA', 'ACCESS_WIFI_STATE') };

  it('are held against a device that says what it has', () => {
    const needs = packageNeedsOf(report);
    expect(misfitsOf(needs, NO_DEVICE_RULES, tablet)).toEqual([
      { code: 'feature-missing', detail: 'It needs android.hardware.camera.' },
    ]);
    expect(misfitsOf(needs, NO_DEVICE_RULES, {})).toEqual([]);
  });

  it('give way to what the manifest says of them', () => {
    const optional = { ...report, features: [{ name: 'android.hardware.camera', required: false }] };
    expect(packageNeedsOf(optional).features).toEqual(['android.hardware.wifi']);
    expect(misfitsOf(packageNeedsOf(optional), NO_DEVICE_RULES, tablet)).toEqual([]);
    const required = { ...report, features: [{ name: 'android.hardware.camera', required: true }] };
    expect(packageNeedsOf(required).features).toEqual(['android.hardware.camera', 'android.hardware.wifi']);
  });

  it('are none for reports of older inspections', () => {
    expect(packageNeedsOf({ minSdk: 21, targetSdk: 34 }).features).toEqual([]);
  });
});
