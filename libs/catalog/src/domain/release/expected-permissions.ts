const PREFIX = 'android.permission.';

/** Permissions that reach far, and the categories whose apps are expected to ask for them, with everything below. */
const EXPECTED_IN: Readonly<Record<string, readonly string[]>> = {
  READ_SMS: ['app/communication'],
  RECEIVE_SMS: ['app/communication'],
  SEND_SMS: ['app/communication'],
  RECEIVE_MMS: ['app/communication'],
  READ_CALL_LOG: ['app/communication'],
  WRITE_CALL_LOG: ['app/communication'],
  PROCESS_OUTGOING_CALLS: ['app/communication'],
  READ_CONTACTS: ['app/business', 'app/communication', 'app/productivity', 'app/social'],
  WRITE_CONTACTS: ['app/business', 'app/communication', 'app/productivity', 'app/social'],
  ACCESS_BACKGROUND_LOCATION: [
    'app/health-fitness',
    'app/maps-navigation',
    'app/parenting',
    'app/sports',
    'app/travel',
    'app/weather',
  ],
  BODY_SENSORS: ['app/health-fitness', 'app/medical', 'app/sports'],
  SYSTEM_ALERT_WINDOW: ['app/communication', 'app/parenting', 'app/personalization', 'app/tools'],
  REQUEST_INSTALL_PACKAGES: ['app/tools'],
  QUERY_ALL_PACKAGES: ['app/parenting', 'app/personalization', 'app/tools'],
  MANAGE_EXTERNAL_STORAGE: ['app/productivity', 'app/tools'],
  PACKAGE_USAGE_STATS: ['app/parenting', 'app/productivity', 'app/tools'],
};

/** Those of the permissions that an app of this category is not expected to ask for; sorted, each once. */
export function unexpectedPermissions(category: string, permissions: readonly string[]): string[] {
  const unexpected = permissions.filter((name) => {
    const expected = name.startsWith(PREFIX) ? EXPECTED_IN[name.slice(PREFIX.length)] : undefined;
    return expected?.every((path) => category !== path && !category.startsWith(`${path}/`)) ?? false;
  });
  return [...new Set(unexpected)].sort();
}
