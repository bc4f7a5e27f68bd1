import type { StoreClient } from './store-client';

interface Release {
  status: string;
  sharePercent: number;
  versionCodes: number[];
  name: string | null;
  findings: { severity: string; code: string }[];
}
export interface AppStatus {
  packageName: string;
  tracks: { track: string; releases: Release[] }[];
  waiting: (Release & { track: string })[];
  regions: { regionCode: string; available: boolean; reasons: { code: string; legalBasis: string }[] }[];
  missing: { code: string; detail: string }[];
}

/** What of an app is live where, and why not elsewhere. */
export function readStatus(store: StoreClient, packageName: string): Promise<AppStatus> {
  return store.ask('GET', `/androidpublisher/v3/applications/${encodeURIComponent(packageName)}/status`);
}

/** For people: a line for each track, one for where it can be had, one for each reason why not. */
export function describeStatus({ packageName, tracks, waiting, regions, missing }: AppStatus): string[] {
  const open = regions.filter(({ available }) => available).map(({ regionCode }) => regionCode);
  const byReason = new Map<string, string[]>();
  for (const { regionCode, available, reasons } of regions)
    for (const code of available ? [] : new Set(reasons.map((reason) => reason.code)))
      byReason.set(code, [...(byReason.get(code) ?? []), regionCode]);
  const out = tracks.flatMap(({ track, releases }) => releases.map((release) => line(track, release)));
  return [
    packageName,
    ...(out.length === 0 ? ['  nothing is out'] : out),
    ...waiting.map((release) => line(release.track, release)),
    `  can be had in ${open.length} of ${regions.length} markets${open.length > 0 ? `: ${some(open)}` : ''}`,
    ...[...byReason]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([code, where]) => `  not in ${where.length}: ${code} (${some(where)})`),
    ...missing.map(({ code, detail }) => `  to submit a release: ${detail} (${code})`),
  ];
}

function line(track: string, { status, sharePercent, versionCodes, name, findings }: Release): string {
  const share = sharePercent < 100 ? ` to ${sharePercent} %` : '';
  const label = name === null ? '' : ` "${name}"`;
  const words = findings.map(({ severity, code }) => `${severity} ${code}`);
  const found = words.length === 0 ? '' : ` [${words.join(', ')}]`;
  return `  ${track}: ${versionCodes.join(', ')}${label} ${status}${share}${found}`;
}

function some(codes: readonly string[]): string {
  const first = codes.slice(0, 12).join(' ');
  return codes.length > 12 ? `${first} and ${codes.length - 12} more` : first;
}
