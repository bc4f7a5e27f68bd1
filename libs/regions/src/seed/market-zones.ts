import primary from 'cldr-core/supplemental/primaryZones.json';
import windows from 'cldr-core/supplemental/windowsZones.json';

/**
 * Where CLDR lists several zones for a territory and names none as primary: the zone of the seat of government,
 * or of the largest settlement where there is none. Uninhabited or unlisted territories come last.
 */
const CHOSEN: Readonly<Record<string, string>> = {
  AQ: 'Antarctica/McMurdo',
  AR: 'America/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CY: 'Asia/Nicosia',
  FM: 'Pacific/Ponape',
  GL: 'America/Godthab',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Hebron',
  RU: 'Europe/Moscow',
  UM: 'Pacific/Wake',
  US: 'America/New_York',
  BV: 'Etc/UTC',
  HM: 'Etc/UTC',
  XK: 'Europe/Belgrade',
};

/** All zones of a territory, of CLDR's Windows mapping; none for what it does not list, as subdivisions. */
export function zonesOf(code: string): readonly string[] {
  return (all ??= allZones()).get(code) ?? [];
}

let all: ReadonlyMap<string, readonly string[]> | null = null;

function allZones(): ReadonlyMap<string, readonly string[]> {
  const zones = new Map<string, string[]>();
  for (const { mapZone } of windows.supplemental.windowsZones.mapTimezones) {
    const known = zones.get(mapZone._territory) ?? [];
    zones.set(mapZone._territory, [...known, ...mapZone._type.split(' ').filter((zone) => zone !== '')]);
  }
  return zones;
}

/**
 * Territory to IANA zone, in CLDR's spelling (which keeps a zone's oldest name: `Europe/Kiev`): CLDR's primary
 * zone, else the choice above, else the only zone that CLDR's Windows mapping gives the territory.
 */
export function primaryZones(): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const { mapZone } of windows.supplemental.windowsZones.mapTimezones) {
    const [zone] = mapZone._type.split(' ');
    if (zone !== undefined && !zones.has(mapZone._territory)) zones.set(mapZone._territory, zone);
  }
  for (const [code, zone] of Object.entries(CHOSEN)) zones.set(code, zone);
  for (const [code, zone] of Object.entries(primary.supplemental.primaryZones)) zones.set(code, zone);
  return zones;
}
