import { type Instant, overlapOf, type Period } from '../../domain';

interface Span {
  readonly valid: Period;
}

/** What is left of spans from an instant on. */
export function restOf<Row extends Span>(spans: readonly Row[], from: Instant): Row[] {
  return spans.flatMap((span) => {
    const valid = overlapOf(span.valid, { from, until: null });
    return isSpan(valid) ? [{ ...span, valid }] : [];
  });
}

/**
 * Spans in which something is said again of the times in which it was said; what else they say stays as it is now. Times of which
 * nothing is said, or in which there is no span, are left out.
 */
export function saidAgain<Row extends Span, Said extends Span>(
  spans: readonly Row[],
  said: readonly Said[],
): (Row & Said)[] {
  const pieces: (Row & Said)[] = spans.flatMap((span) =>
    said.flatMap((one) => {
      const valid = overlapOf(span.valid, one.valid);
      return isSpan(valid) ? [{ ...span, ...one, valid }] : [];
    }),
  );
  pieces.sort((a, b) => (a.valid.from ?? -Infinity) - (b.valid.from ?? -Infinity));
  return pieces.reduce<(Row & Said)[]>(joined, []);
}

/** A span that says the same as the one before it, and follows it without a gap, is a part of it. */
function joined<Row extends Span>(before: Row[], span: Row): Row[] {
  const last = before.at(-1);
  const bare = ({ valid: _, ...rest }: Row) => JSON.stringify(rest);
  if (last === undefined || last.valid.until !== span.valid.from || bare(last) !== bare(span))
    return [...before, span];
  return [...before.slice(0, -1), { ...last, valid: { from: last.valid.from, until: span.valid.until } }];
}

function isSpan({ from, until }: Period): boolean {
  return from === null || until === null || from < until;
}
