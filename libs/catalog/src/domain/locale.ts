/** Lists of languages are cut here: nobody reads more, and each one costs work for every item of a page. */
export const WANTED_LOCALES_MAX = 10;

/**
 * How far a locale is from what a reader wants, in the order of the wishes: exactly it, its parent (`de` for `de-AT`),
 * or another form of the same language. `null` when it is nothing that was asked for. Lower is better.
 * The SQL function `locale_rank` is the same rule for lists.
 */
export function localeRank(locale: string, wanted: readonly string[]): number | null {
  const ranks = wanted.flatMap((tag, place) => {
    if (languageOf(tag) !== languageOf(locale)) return [];
    const distance = tag === locale ? 0 : tag.startsWith(`${locale}-`) ? 1 : 2;
    return [(place + 1) * 3 + distance];
  });
  return ranks.length === 0 ? null : Math.min(...ranks);
}

/** The nearest of the available locales; `fallback` when none is near; ties go to the first in the alphabet. */
export function bestLocale(
  available: readonly string[],
  wanted: readonly string[],
  fallback: string,
): string {
  let best: { locale: string; rank: number } | null = null;
  for (const locale of [...available].sort()) {
    const rank = localeRank(locale, wanted);
    if (rank !== null && (best === null || rank < best.rank)) best = { locale, rank };
  }
  return best?.locale ?? fallback;
}

function languageOf(tag: string): string {
  return tag.split('-', 1)[0] ?? tag;
}
