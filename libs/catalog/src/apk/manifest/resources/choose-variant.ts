import type { ResourceVariant } from './resource-table';

const EVERY_DENSITY = 0xfffe;
const MEDIUM_DENSITY = 160;

/**
 * The variant that a plain phone of medium density in the default locale gets, chosen as Android chooses: a drawing
 * for every density first, then the nearest density (a larger one shrinks better than a smaller one grows), then the
 * newest SDK.
 */
export function chooseDefault(variants: ResourceVariant[]): ResourceVariant | null {
  return choose(variants.filter(({ config }) => config.locale === ''));
}

/** The best variant of every locale but the default one. */
export function chooseByLocale(variants: ResourceVariant[]): Map<string, ResourceVariant> {
  const locales = new Set(variants.map(({ config }) => config.locale));
  locales.delete('');
  const chosen = new Map<string, ResourceVariant>();
  for (const locale of [...locales].sort()) {
    const best = choose(variants.filter(({ config }) => config.locale === locale));
    if (best !== null) chosen.set(locale, best);
  }
  return chosen;
}

function choose(variants: ResourceVariant[]): ResourceVariant | null {
  const plain = variants.filter(({ config }) => !config.qualified);
  const candidates = plain.length > 0 ? plain : variants;
  return [...candidates].sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

/** Density weighs more than the SDK, as it does on a device. */
function rank({ config }: ResourceVariant): number {
  return densityRank(config.density || MEDIUM_DENSITY) * 0x10000 + config.sdk;
}

function densityRank(density: number): number {
  if (density === EVERY_DENSITY) return 0x30000;
  return density >= MEDIUM_DENSITY ? 0x20000 - density : density;
}
