export const TRACKER_PURPOSES = ['advertising', 'analytics', 'location', 'crash-reports'] as const;
export type TrackerPurpose = (typeof TRACKER_PURPOSES)[number];

/**
 * A library that tells somebody else what people do with an app.
 * `id` is stable and part of the API; `packages` are Java packages, each with everything below it.
 */
export interface Tracker {
  id: string;
  name: string;
  purpose: TrackerPurpose;
  packages: readonly string[];
}

/** What a store knows that brings no list of its own. One line for each: id, name, purpose, packages. */
const LINES: readonly (readonly [string, string, TrackerPurpose, ...string[]])[] = [
  ['adcolony', 'AdColony', 'advertising', 'com.adcolony'],
  ['adjust', 'Adjust', 'analytics', 'com.adjust.sdk'],
  ['amplitude', 'Amplitude', 'analytics', 'com.amplitude'],
  ['applovin', 'AppLovin', 'advertising', 'com.applovin'],
  ['appmetrica', 'AppMetrica', 'analytics', 'com.yandex.metrica', 'io.appmetrica.analytics'],
  ['appsflyer', 'AppsFlyer', 'analytics', 'com.appsflyer'],
  ['baidu-ads', 'Baidu Mobile Ads', 'advertising', 'com.baidu.mobads'],
  ['baidu-statistics', 'Baidu Mobile Statistics', 'analytics', 'com.baidu.mobstat'],
  ['branch', 'Branch', 'analytics', 'io.branch.referral'],
  ['braze', 'Braze', 'analytics', 'com.braze', 'com.appboy'],
  ['bugsnag', 'Bugsnag', 'crash-reports', 'com.bugsnag.android'],
  ['chartboost', 'Chartboost', 'advertising', 'com.chartboost.sdk'],
  ['clevertap', 'CleverTap', 'analytics', 'com.clevertap.android'],
  ['comscore', 'comScore', 'analytics', 'com.comscore'],
  ['contentsquare', 'Contentsquare', 'analytics', 'com.contentsquare'],
  ['crashlytics', 'Crashlytics', 'crash-reports', 'com.google.firebase.crashlytics', 'com.crashlytics'],
  ['criteo', 'Criteo', 'advertising', 'com.criteo'],
  ['datadog', 'Datadog', 'crash-reports', 'com.datadog.android'],
  ['facebook-ads', 'Facebook Audience Network', 'advertising', 'com.facebook.ads'],
  ['facebook-events', 'Facebook App Events', 'analytics', 'com.facebook.appevents'],
  [
    'firebase-analytics',
    'Firebase Analytics',
    'analytics',
    'com.google.firebase.analytics',
    'com.google.android.gms.measurement',
  ],
  ['flurry', 'Flurry', 'analytics', 'com.flurry'],
  ['foursquare', 'Foursquare Pilgrim', 'location', 'com.foursquare.pilgrim'],
  ['google-ads', 'Google Mobile Ads', 'advertising', 'com.google.android.gms.ads', 'com.google.ads'],
  [
    'google-analytics',
    'Google Analytics',
    'analytics',
    'com.google.android.gms.analytics',
    'com.google.android.apps.analytics',
  ],
  ['huawei-ads', 'Huawei Ads', 'advertising', 'com.huawei.hms.ads'],
  ['huawei-analytics', 'Huawei Analytics', 'analytics', 'com.huawei.hms.analytics'],
  ['inmobi', 'InMobi', 'advertising', 'com.inmobi'],
  ['ironsource', 'ironSource', 'advertising', 'com.ironsource'],
  ['kochava', 'Kochava', 'analytics', 'com.kochava'],
  ['localytics', 'Localytics', 'analytics', 'com.localytics'],
  ['matomo', 'Matomo', 'analytics', 'org.matomo.sdk'],
  ['mixpanel', 'Mixpanel', 'analytics', 'com.mixpanel.android'],
  ['moat', 'Moat', 'advertising', 'com.moat.analytics'],
  ['mopub', 'MoPub', 'advertising', 'com.mopub'],
  ['mytracker', 'MyTracker', 'analytics', 'com.my.tracker'],
  ['new-relic', 'New Relic', 'crash-reports', 'com.newrelic.agent'],
  ['onesignal', 'OneSignal', 'analytics', 'com.onesignal'],
  ['pangle', 'Pangle', 'advertising', 'com.bytedance.sdk.openadsdk'],
  ['radar', 'Radar', 'location', 'io.radar.sdk'],
  ['segment', 'Segment', 'analytics', 'com.segment.analytics'],
  ['sentry', 'Sentry', 'crash-reports', 'io.sentry'],
  ['singular', 'Singular', 'analytics', 'com.singular.sdk'],
  ['smartlook', 'Smartlook', 'analytics', 'com.smartlook'],
  ['startapp', 'StartApp', 'advertising', 'com.startapp'],
  ['tapjoy', 'Tapjoy', 'advertising', 'com.tapjoy'],
  ['tencent-ads', 'Tencent Ads', 'advertising', 'com.qq.e'],
  ['umeng', 'Umeng', 'analytics', 'com.umeng'],
  ['unity-ads', 'Unity Ads', 'advertising', 'com.unity3d.ads', 'com.unity3d.services.ads'],
  ['uxcam', 'UXCam', 'analytics', 'com.uxcam'],
  ['vungle', 'Vungle', 'advertising', 'com.vungle'],
  ['yandex-ads', 'Yandex Ads', 'advertising', 'com.yandex.mobile.ads'],
];

export const KNOWN_TRACKERS: readonly Tracker[] = LINES.map(([id, name, purpose, ...packages]) => ({
  id,
  name,
  purpose,
  packages,
}));

/** Tells by their classes which of some trackers a package contains. */
export class TrackerIndex {
  private readonly byPackage: ReadonlyMap<string, Tracker>;
  /** How many segments the longest package has. */
  private readonly deepest: number;

  constructor(trackers: readonly Tracker[]) {
    this.byPackage = new Map(
      trackers.flatMap((tracker) =>
        tracker.packages.map((name) => [name.replaceAll('.', '/'), tracker] as const),
      ),
    );
    this.deepest = Math.max(0, ...[...this.byPackage.keys()].map((name) => name.split('/').length));
  }

  /** The tracker that a class belongs to, by its descriptor (`Lcom/adjust/sdk/Adjust;`); of two the one that names less of it. */
  of(descriptor: string): Tracker | null {
    let end = descriptor.indexOf('/');
    for (let depth = 0; depth < this.deepest && end >= 0; depth++) {
      const tracker = this.byPackage.get(descriptor.slice(1, end));
      if (tracker !== undefined) return tracker;
      end = descriptor.indexOf('/', end + 1);
    }
    return null;
  }
}
