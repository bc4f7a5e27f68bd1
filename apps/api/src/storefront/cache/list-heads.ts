/** What each answer says for itself; filled in when it is kept or sent. */
const OF_THE_ANSWER = new Set(['etag', 'content-length']);
const OF_THE_REQUEST = /^(x-request-id|ratelimit-.*)$/;
/** Written by Node for each connection. */
const OF_THE_CONNECTION = /^(date|connection|keep-alive|transfer-encoding)$/;

/**
 * The headers of one kind of answer as the pipeline sends them, in its order and spelling: from outside nobody can tell which
 * answers came from memory.
 */
export class ListHeads {
  private constructor(
    /** Names and values in turn. */
    private readonly lines: readonly string[],
    /** Where the value of a header that is not always the same stands. */
    private readonly places: ReadonlyMap<string, number>,
  ) {}

  /**
   * @param headers of an answer of the pipeline, in their order
   * @param spelled names that are not sent in lower case
   * @param left names that this kind of answer is without
   */
  static of(
    headers: Record<string, unknown>,
    spelled: readonly string[],
    left: readonly string[] = [],
  ): ListHeads {
    const spelling = new Map(spelled.map((name) => [name.toLowerCase(), name]));
    const lines: string[] = [];
    const places = new Map<string, number>();
    // Fastify measures the body last.
    const { 'content-length': _length, ...others } = headers;
    for (const [name, value] of Object.entries({ ...others, 'content-length': '' })) {
      if (OF_THE_CONNECTION.test(name) || left.includes(name)) continue;
      if (OF_THE_ANSWER.has(name) || OF_THE_REQUEST.test(name)) places.set(name, lines.length + 1);
      lines.push(spelling.get(name) ?? name, String(value));
    }
    return new ListHeads(lines, places);
  }

  /** For one answer, whoever asks for it. */
  forAnswer(etag: string, length: number): string[] {
    const lines = [...this.lines];
    this.put(lines, 'etag', etag);
    this.put(lines, 'content-length', String(length));
    return lines;
  }

  /** For one request. @param limits names and values in turn */
  forRequest(answer: readonly string[], requestId: string, limits: readonly string[]): string[] {
    const lines = [...answer];
    this.put(lines, 'x-request-id', requestId);
    for (let at = 0; at < limits.length; at += 2) this.put(lines, limits[at] ?? '', limits[at + 1] ?? '');
    return lines;
  }

  private put(lines: string[], name: string, value: string): void {
    const place = this.places.get(name);
    if (place !== undefined) lines[place] = value;
  }
}
