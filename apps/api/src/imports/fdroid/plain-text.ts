const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Listings are plain text; F-Droid's descriptions may hold a little HTML. Line breaks and list items stay visible. */
export function plainText(html: string): string {
  return (
    html
      .replace(/\r\n?/g, '\n')
      .replace(/<li[^<>]*>/gi, '\n- ')
      .replace(/<(?:br|\/?p|\/?ul|\/?ol|\/?div|\/?h[1-6])\b[^<>]*>/gi, '\n')
      .replace(/<\/?(?:a|b|i|u|em|strong|tt|code|small|big|sub|sup|font|span|li|blockquote)\b[^<>]*>/gi, '')
      .replace(/&(#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => entity(whole, name))
      // What a database or a page cannot hold.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
      .toWellFormed()
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** One line of it. */
export function oneLine(text: string): string {
  return plainText(text)
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** Cut at a word, with an ellipsis, to at most `limit` UTF-16 code units; `null`: it need not be cut. */
export function cutAtWord(text: string, limit: number): string | null {
  if (text.length <= limit) return null;
  const head = text.slice(0, limit - 1);
  const end = head.search(/\s\S*$/);
  return `${(end > limit / 2 ? head.slice(0, end) : head)
    .trimEnd()
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}
