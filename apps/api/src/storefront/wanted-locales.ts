import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { WANTED_LOCALES_MAX } from '@portolan/catalog';
import type { FastifyRequest } from 'fastify';

const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i;
/** More than any browser sends. */
const HEADER_MAX_LENGTH = 1_000;

/** The locales that the reader wants, best first: `?locale=`, or else what `Accept-Language` says (RFC 9110). */
export const WantedLocales = createParamDecorator((_: unknown, context: ExecutionContext): string[] => {
  const request = context
    .switchToHttp()
    .getRequest<FastifyRequest<{ Querystring: Record<string, unknown> }>>();
  return wantedLocales(request.query, request.headers['accept-language']);
});

export function wantedLocales({ locale }: Record<string, unknown>, acceptLanguage = ''): string[] {
  return typeof locale === 'string' ? [locale] : parseAcceptLanguage(acceptLanguage);
}

/** Unknown forms and what is refused (`q=0`) are left out; equal weights keep their order. */
export function parseAcceptLanguage(header: string): string[] {
  return header
    .slice(0, HEADER_MAX_LENGTH)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const weight = parameters.find((parameter) => /^q=/i.test(parameter));
      return {
        tag,
        weight: weight === undefined ? 1 : Number(weight.slice(2)),
      };
    })
    .filter(({ tag, weight }) => TAG.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, WANTED_LOCALES_MAX)
    .map(({ tag }) => canonical(tag));
}

/** `ZH-hans-cn` as the store writes it: `zh-Hans-CN`. */
function canonical(tag: string): string {
  const [language = '', ...rest] = tag.split('-');
  const parts = rest.map((part) =>
    part.length === 4 ? part.charAt(0).toUpperCase() + part.slice(1).toLowerCase() : part.toUpperCase(),
  );
  return [language.toLowerCase(), ...parts].join('-');
}
