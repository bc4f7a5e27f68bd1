import type { Permission } from './android-manifest';

const EXTERNAL_STORAGE_WRITE = 'android.permission.WRITE_EXTERNAL_STORAGE';
const EXTERNAL_STORAGE_READ = 'android.permission.READ_EXTERNAL_STORAGE';
const PHONE_STATE = 'android.permission.READ_PHONE_STATE';

/** What a permission of older days silently brings along once the target SDK is below the given one. */
const SPLIT_PERMISSIONS = [
  { below: 16, has: 'android.permission.READ_CONTACTS', adds: 'android.permission.READ_CALL_LOG' },
  { below: 16, has: 'android.permission.WRITE_CONTACTS', adds: 'android.permission.WRITE_CALL_LOG' },
];
const PERMISSIONS_INTRODUCED = 4;

/** Permissions that Android grants although the manifest does not ask, by the age of its target SDK. */
export function impliedPermissions(declared: Permission[], targetSdk: number): Permission[] {
  const implied: Permission[] = [];
  const find = (name: string): Permission | undefined =>
    declared.find((permission) => permission.name === name) ??
    implied.find((permission) => permission.name === name);
  const add = (name: string, maxSdk: number | null = null): void => {
    if (find(name) === undefined) implied.push({ name, minSdk: null, maxSdk });
  };
  if (targetSdk < PERMISSIONS_INTRODUCED) {
    add(EXTERNAL_STORAGE_WRITE);
    add(PHONE_STATE);
  }
  const write = find(EXTERNAL_STORAGE_WRITE);
  if (write !== undefined) add(EXTERNAL_STORAGE_READ, write.maxSdk);
  for (const { below, has, adds } of SPLIT_PERMISSIONS) {
    if (targetSdk < below && find(has) !== undefined) add(adds);
  }
  return implied;
}
