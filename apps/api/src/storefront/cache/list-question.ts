import { rankedQuestion } from '@portolan/catalog';
import { LRUCache } from 'lru-cache';
import { parse } from 'node:querystring';
import type { ListKind, ListQuestion } from '../public-lists';
import { localeQuery, market as marketSchema, shelfQuery } from '../schemas';
import { wantedLocales } from '../wanted-locales';

/** Addresses that are spelled plainly; all others take the long way. */
const ADDRESS = /^\/v1\/storefront\/([\w-]{1,40})\/(apps|devices|categories)(?:\?([^#]*))?$/;
const QUESTIONS_MAX = 20_000;

/** What addresses of public lists ask, as the pipeline would read them. */
export class ListQuestions {
  private readonly known = new LRUCache<string, ListQuestion>({ max: QUESTIONS_MAX });

  /**
   * @param name the same for addresses in the same languages
   * @returns `null` for what only the pipeline answers, or has to refuse
   */
  read(name: string, url: string, acceptLanguage: string | undefined): ListQuestion | null {
    let question = this.known.get(name) ?? null;
    if (question !== null) return question;
    try {
      question = questionOf(url, acceptLanguage);
    } catch {
      // The pipeline says what is wrong with it.
    }
    if (question !== null) this.known.set(name, question);
    return question;
  }
}

/** @throws DomainError for what no list understands. */
function questionOf(url: string, acceptLanguage: string | undefined): ListQuestion | null {
  const [, code, kind, text = ''] = ADDRESS.exec(url) ?? [];
  if (kind === undefined) return null;
  const asked = parse(text);
  const market = marketSchema.safeParse(code);
  if (!market.success) return null;
  const question = {
    kind: kind as ListKind,
    market: market.data,
    locales: wantedLocales(asked, acceptLanguage),
  };
  if (question.kind === 'categories')
    return localeQuery.safeParse(asked).success ? { ...question, ranked: null } : null;
  const query = shelfQuery.safeParse(asked);
  // Whether apps run on somebody's device is theirs to know.
  if (!query.success || query.data.device !== undefined) return null;
  const { category, q, sort, limit, cursor } = query.data;
  const kindOfItem = question.kind === 'apps' ? 'app' : 'device';
  const ranked = rankedQuestion(kindOfItem, { category, q, sort, page: { limit, cursor } });
  return ranked === null ? null : { ...question, ranked };
}
