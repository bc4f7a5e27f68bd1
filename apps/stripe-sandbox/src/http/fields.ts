import type { FormHash, FormValue } from './form';
import { invalidParameter } from './stripe-problem';

/** How one parameter is read. `Needed` is carried in the type, so that handlers see `T` or `T | undefined`. */
export interface Field<T, Needed extends boolean = boolean> {
  readonly needed: Needed;
  read(value: FormValue, param: string): T;
}
export type Shape = Readonly<Record<string, Field<unknown>>>;

/** The values that a shape yields. */
export type Values<S extends Shape> = {
  [K in keyof S]: S[K] extends Field<infer T, infer N> ? (N extends true ? T : T | undefined) : never;
};

const field = <T>(read: (value: FormValue, param: string) => T): Field<T, false> => ({ needed: false, read });

/** Makes a field mandatory. */
export const needed = <T>(inner: Field<T>): Field<T, true> => ({ ...inner, needed: true });

/** An empty string unsets the value. */
export const clearable = <T>(inner: Field<T>): Field<T | null, false> =>
  field((value, param) => (value === '' ? null : inner.read(value, param)));

function scalar(value: FormValue, param: string): string {
  if (typeof value !== 'string') throw invalidParameter(param, `${param} must be a plain value.`);
  if (value === '') {
    throw invalidParameter(param, `${param} is empty, and it cannot be unset.`, 'parameter_invalid_empty');
  }
  return value;
}

export const text = (maxLength = 5000): Field<string, false> =>
  field((value, param) => {
    const given = scalar(value, param);
    if (given.length > maxLength) {
      throw invalidParameter(
        param,
        `${param} has at most ${maxLength} characters.`,
        'parameter_invalid_string_too_long',
      );
    }
    return given;
  });

/** A whole number of at most 12 digits. */
export const integer = (minimum: number): Field<number, false> =>
  field((value, param) => {
    const given = scalar(value, param);
    if (!/^-?\d{1,12}$/.test(given) || Number(given) < minimum) {
      throw invalidParameter(
        param,
        `${param} must be a whole number of at least ${minimum}: ${given.slice(0, 40)}`,
        'parameter_invalid_integer',
      );
    }
    return Number(given);
  });

export const bool: Field<boolean, false> = field((value, param) => {
  const given = scalar(value, param);
  if (given !== 'true' && given !== 'false') throw invalidParameter(param, `${param} must be true or false.`);
  return given === 'true';
});

export const oneOf = <const T extends string>(...allowed: readonly T[]): Field<T, false> =>
  field((value, param) => {
    const given = scalar(value, param);
    const match = allowed.find((option) => option === given);
    if (match === undefined) throw invalidParameter(param, `${param} must be one of ${allowed.join(', ')}.`);
    return match;
  });

/** Schemes that would run or show content of the address itself. */
const UNSAFE_SCHEME = /^(javascript|data|vbscript|blob|file):/i;

/** An address that a browser may be sent to: web addresses and the schemes of apps. */
export const link: Field<string, false> = field((value, param) => {
  const given = text(5000).read(value, param);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(given) || UNSAFE_SCHEME.test(given) || !URL.canParse(given)) {
    throw invalidParameter(param, `${param} must be an absolute URL.`, 'url_invalid');
  }
  return given;
});

export const list = <T>(inner: Field<T>, maxItems: number): Field<T[], false> =>
  field((value, param) => {
    if (!Array.isArray(value)) throw invalidParameter(param, `${param} must be a list.`);
    if (value.length > maxItems) throw invalidParameter(param, `${param} has at most ${maxItems} items.`);
    return value.map((item, index) => inner.read(item, `${param}[${index}]`));
  });

export const hash = <S extends Shape>(shape: S): Field<Values<S>, false> =>
  field((value, param) => {
    if (typeof value === 'string' || Array.isArray(value))
      throw invalidParameter(param, `${param} must be a hash.`);
    return readShape(shape, value, param);
  });

const MAX_METADATA = { keys: 50, key: 40, value: 500 };

/** Key by key: null unsets one. An empty string in place of the hash unsets all (null). */
export type MetadataChange = Record<string, string | null> | null;

export const metadata: Field<MetadataChange, false> = field((value, param) => {
  if (value === '') return null;
  if (typeof value === 'string') throw invalidParameter(param, `${param} must be a hash.`);
  const entries = Object.entries(value);
  if (entries.length > MAX_METADATA.keys) throw invalidParameter(param, `${param} has at most 50 keys.`);
  return Object.fromEntries(
    entries.map(([key, item]) => {
      if (typeof item !== 'string')
        throw invalidParameter(`${param}[${key}]`, 'Metadata values are strings.');
      if (key.length > MAX_METADATA.key || item.length > MAX_METADATA.value) {
        throw invalidParameter(
          `${param}[${key}]`,
          'A metadata key has at most 40 characters, its value 500.',
        );
      }
      return [key, item === '' ? null : item];
    }),
  );
});

/**
 * Reads the parameters of a request.
 * @throws StripeProblem 400 for the first one that is unknown, missing or wrong
 */
export function readShape<S extends Shape>(shape: S, given: FormHash, parent?: string): Values<S> {
  const label = (name: string): string => (parent ? `${parent}[${name}]` : name);
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(shape, name)) {
      throw invalidParameter(
        label(name),
        `The parameter ${label(name)} is not known here.`,
        'parameter_unknown',
      );
    }
  }
  const values = Object.entries(shape).map(([name, reader]) => {
    const value = given[name];
    if (value !== undefined) return [name, reader.read(value, label(name))];
    if (reader.needed)
      throw invalidParameter(label(name), `${label(name)} is required.`, 'parameter_missing');
    return [name, undefined];
  });
  return Object.fromEntries(values) as Values<S>;
}
