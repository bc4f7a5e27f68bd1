import { Inject, Injectable } from '@nestjs/common';
import { LiveAtlas } from '@portolan/regions';
import { LRUCache } from 'lru-cache';
import { APP_CONFIG, type AppConfig } from '../../config/config';
import { parseAcceptLanguage } from '../wanted-locales';

/** An answer as it went over the wire once. */
export interface CachedList {
  readonly body: Buffer;
  readonly etag: string;
  /** Names and values in turn, as `writeHead` takes them; without what differs from request to request. */
  readonly headers: readonly string[];
  /** The same for an answer without a body. */
  readonly headersWithoutBody: readonly string[];
}

/** What an answer is kept under, if nothing changes while it is made. */
export interface ListKey {
  readonly name: string;
  readonly mark: string;
}

/** Of one request, and again for each answer: set by every answer that goes out, whoever makes it. */
const OF_THE_REQUEST =
  /^(x-request-id|ratelimit-.*|content-length|date|connection|keep-alive|transfer-encoding)$/;
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
  /** Names and values in turn, of every answer that the pipeline gives to a list. */
  private heads: {
    all: readonly string[];
    withoutBody: readonly string[];
  } | null = null;

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

  find({ name }: ListKey): CachedList | undefined {
    return this.answers.get(name);
  }

  /**
   * Takes over an answer that the whole pipeline gave, and with it what such answers are headed with.
   * @param headers as they were sent
   */
  keepSent(key: ListKey, body: Buffer, headers: Record<string, unknown>): void {
    const { etag } = headers;
    if (typeof etag !== 'string') return;
    const kept = Object.entries(headers).filter(([name]) => name !== 'etag' && !OF_THE_REQUEST.test(name));
    const flat = (entries: [string, unknown][]) => entries.flatMap(([name, value]) => [name, String(value)]);
    this.heads = {
      all: flat(kept),
      withoutBody: flat(kept.filter(([name]) => name !== 'content-type')),
    };
    this.keep(key, body, etag);
  }

  /** @returns the answer with its headers; `null` as long as the pipeline has given none that shows them. */
  keep({ name, mark }: ListKey, body: Buffer, etag: string): CachedList | null {
    if (this.heads === null) return null;
    const { all, withoutBody } = this.heads;
    const answer = {
      body,
      etag,
      headers: [...all, 'etag', etag, 'content-length', String(body.length)],
      headersWithoutBody: [...withoutBody, 'etag', etag],
    };
    // Whatever changed since the question came may be in the answer or not.
    if (this.live.current()?.mark === mark && this.mark === mark) this.answers.set(name, answer);
    return answer;
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
