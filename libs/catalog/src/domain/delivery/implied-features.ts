/** A permission of a manifest, as far as features go. */
export interface AskedPermission {
  name: string;
  /** 23 for `<uses-permission-sdk-23>`: only newer devices are asked for it. */
  minSdk?: number | null;
}

/** A feature that permissions imply, for some target SDKs only. */
interface Rule {
  feature: string;
  /** Names without `android.permission.` in front; any one of them. */
  permissions: readonly string[];
  /** Inclusive. */
  targets?: { from?: number; to?: number };
}

const LOLLIPOP = 21;

/**
 * Hardware that Android takes for required when a package asks for a permission that is of no use without it, unless the manifest
 * names the feature itself.
 * https://developer.android.com/guide/topics/manifest/uses-feature-element#permissions
 * Where the page and the tool that reads packages (aapt2) differ, this is what the tool does: a camera, and no autofocus.
 */
const RULES: readonly Rule[] = [
  {
    feature: 'android.hardware.bluetooth',
    permissions: ['BLUETOOTH', 'BLUETOOTH_ADMIN'],
    targets: { from: 5 },
  },
  { feature: 'android.hardware.camera', permissions: ['CAMERA'] },
  {
    feature: 'android.hardware.location',
    permissions: [
      'ACCESS_FINE_LOCATION',
      'ACCESS_COARSE_LOCATION',
      'ACCESS_MOCK_LOCATION',
      'ACCESS_LOCATION_EXTRA_COMMANDS',
      'INSTALL_LOCATION_PROVIDER',
    ],
  },
  {
    feature: 'android.hardware.location.gps',
    permissions: ['ACCESS_FINE_LOCATION'],
    targets: { to: LOLLIPOP - 1 },
  },
  {
    feature: 'android.hardware.location.network',
    permissions: ['ACCESS_COARSE_LOCATION'],
    targets: { to: LOLLIPOP - 1 },
  },
  { feature: 'android.hardware.microphone', permissions: ['RECORD_AUDIO'] },
  {
    feature: 'android.hardware.telephony',
    permissions: [
      'CALL_PHONE',
      'CALL_PRIVILEGED',
      'MODIFY_PHONE_STATE',
      'PROCESS_OUTGOING_CALLS',
      'READ_SMS',
      'RECEIVE_MMS',
      'RECEIVE_SMS',
      'RECEIVE_WAP_PUSH',
      'SEND_SMS',
      'WRITE_APN_SETTINGS',
      'WRITE_SMS',
    ],
  },
  {
    feature: 'android.hardware.wifi',
    permissions: ['ACCESS_WIFI_STATE', 'CHANGE_WIFI_MULTICAST_STATE', 'CHANGE_WIFI_STATE'],
  },
];

const PREFIX = 'android.permission.';

/** The features that the permissions imply, each once. Those of `<uses-permission-sdk-23>` rule out no device. */
export function impliedFeatures(permissions: readonly AskedPermission[], targetSdk: number): string[] {
  const asked = new Set(
    permissions
      .filter(({ name, minSdk }) => name.startsWith(PREFIX) && (minSdk ?? 0) < 23)
      .map(({ name }) => name.slice(PREFIX.length)),
  );
  return RULES.filter(
    ({ permissions: names, targets: { from = 0, to = Infinity } = {} }) =>
      targetSdk >= from && targetSdk <= to && names.some((name) => asked.has(name)),
  ).map(({ feature }) => feature);
}
