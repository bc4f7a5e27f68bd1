import containment from 'cldr-core/supplemental/territoryContainment.json';

/** UN M49 regions, the world left out (`WORLD` is it). Codes from CLDR's containment; names are those of M49. */
export const UN_REGION_NAMES: Readonly<Record<string, string>> = {
  '002': 'Africa',
  '003': 'North America',
  '005': 'South America',
  '009': 'Oceania',
  '011': 'Western Africa',
  '013': 'Central America',
  '014': 'Eastern Africa',
  '015': 'Northern Africa',
  '017': 'Middle Africa',
  '018': 'Southern Africa',
  '019': 'Americas',
  '021': 'Northern America',
  '029': 'Caribbean',
  '030': 'Eastern Asia',
  '034': 'Southern Asia',
  '035': 'South-eastern Asia',
  '039': 'Southern Europe',
  '053': 'Australia and New Zealand',
  '054': 'Melanesia',
  '057': 'Micronesia',
  '061': 'Polynesia',
  '142': 'Asia',
  '143': 'Central Asia',
  '145': 'Western Asia',
  '150': 'Europe',
  '151': 'Eastern Europe',
  '154': 'Northern Europe',
  '155': 'Western Europe',
  '202': 'Sub-Saharan Africa',
  '419': 'Latin America and the Caribbean',
};

const CONTAINS: Readonly<Record<string, { readonly _contains: readonly string[] }>> =
  containment.supplemental.territoryContainment;

/** CLDR's European Union: states only. */
export function cldrUnionStates(): readonly string[] {
  return CONTAINS['EU']?._contains ?? [];
}

/** The territories in a region, those in regions inside it too; without CLDR's codes that are no markets (IC, QO ...). */
export function territoriesIn(region: string, isMarket: (code: string) => boolean): string[] {
  const parts = CONTAINS[region]?._contains ?? [];
  return parts.flatMap((part) => (isMarket(part) ? [part] : territoriesIn(part, isMarket)));
}
