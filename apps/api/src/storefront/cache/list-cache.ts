import { Inject, Injectable } from '@nestjs/common';
import { LiveAtlas } from '@portolan/regions';
import { LRUCache } from 'lru-cache';
import { APP_CONFIG, type AppConfig } from '../../config/config';
import { parseAcceptLanguage } from '../wanted-locales';
import { ListHeads } from './list-heads';

/** An answer as it went over the wire once. */
export interface CachedList {
  readonly body: Buffer;
  /** The pattern of its route. */
  readonly route: string;
  readonly etag: string;
  /** Names and values in turn, as `writeHead` takes them, but for what belongs to a request. */
  readonly lines: readonly string[];
  /** The same for an answer without a body. */
  readonly linesWithoutBody: readonly string[];
}

/** What an answer is kept under, if nothing changes while it is made. */
export interface ListKey {
  readonly name: string;
  readonly mark: string;
}

interface RoutedKey extends ListKey {
  readonly route: string;
}

const ENTRY_OVERHEAD = 1_000;
const LANGUAGES_MAX = 10_000;

/**
 * Complete answers of public lists, in memory. All of them are of one state of the store (the epoch, what lists show of items, and the
 * last date that was reached): when that changes, here or in another process, every answer is forgotten. What is kept is what the
 * whole pipeline answered to the same address in the same languages, so whatever it refuses is never in here.
 */
@Injectable()
export class ListCache {
  private readonly answers: LRUCache<string, CachedList>;
  private readonly languages = new LRUCache<string, string>({
    max: LANGUAGES_MAX,
  });
  private mark: string | null = null;
  /** Of answers with a body, and of those that say that the reader has it. */
  private heads: { full: ListHeads; notModified: ListHeads } | null = null;

  constructor(
    private readonly live: LiveAtlas,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.answers = new LRUCache({
      maxSize: config.LIST_CACHE_BYTES,
      sizeCalculation: ({ body }, name) => body.length + 2 * name.length + ENTRY_OVERHEAD,
    });
  }

  /** @returns `null` while it is not known whether answers are still right: then nothing is answered from here, nor kept. */
  keyOf(url: string, acceptLanguage: string | undefined): ListKey | null {
    const mark = this.live.current()?.mark ?? null;
    if (mark === null) return null;
    if (mark !== this.mark) {
      this.answers.clear();
      this.mark = mark;
    }
    return {
      mark,
      name: acceptLanguage === undefined ? url : `${url} ${this.languagesOf(acceptLanguage)}`,
    };
  }

  /** Whether the pipeline has answered a list, so that it is known what such answers are headed with. */
  get knowsHeads(): boolean {
    return this.heads !== null;
  }

  /** How many answers are kept. */
  get size(): number {
    return this.answers.size;
  }

  find({ name }: ListKey): CachedList | undefined {
    return this.answers.get(name);
  }

  /**
   * Takes over an answer that the whole pipeline gave, and with it what such answers are headed with.
   * @param headers as they are sent; `spelled`: the names of those that are not in lower case
   */
  keepSent(key: RoutedKey, body: Buffer, headers: Record<string, unknown>, spelled: readonly string[]): void {
    const { etag } = headers;
    if (typeof etag !== 'string') return;
    this.heads = {
      full: ListHeads.of(headers, spelled),
      notModified: ListHeads.of(headers, spelled, ['content-type', 'content-length']),
    };
    this.keep(key, body, etag);
  }

  /** @returns the answer with its headers; `null` as long as the pipeline has given none that shows them. */
  keep({ name, mark, route }: RoutedKey, body: Buffer, etag: string): CachedList | null {
    if (this.heads === null) return null;
    const { full, notModified } = this.heads;
    const [lines, linesWithoutBody] = [full, notModified].map((heads) => heads.forAnswer(etag, body.length));
    const answer = { body, route, etag, lines: lines ?? [], linesWithoutBody: linesWithoutBody ?? [] };
    // Whatever changed since the question came may be in the answer or not.
    if (this.live.current()?.mark === mark && this.mark === mark) this.answers.set(name, answer);
    return answer;
  }

  /** Names and values in turn, as `writeHead` takes them. @param isKnown whether the reader has the body */
  headersOf(answer: CachedList, isKnown: boolean, requestId: string, limits: readonly string[]): string[] {
    const heads = isKnown ? this.heads?.notModified : this.heads?.full;
    const lines = isKnown ? answer.linesWithoutBody : answer.lines;
    return heads?.forRequest(lines, requestId, limits) ?? [];
  }

  /** Two headers that mean the same languages in the same order share their answers. */
  private languagesOf(header: string): string {
    let languages = this.languages.get(header);
    if (languages === undefined) {
      languages = parseAcceptLanguage(header).join(',');
      this.languages.set(header, languages);
    }
    return languages;
  }
}
