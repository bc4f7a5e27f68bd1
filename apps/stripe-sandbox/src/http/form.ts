import { badRequest } from './stripe-problem';

/** A value of a form body: `a[b][0]=c` becomes `{ a: { b: ['c'] } }`. */
export type FormValue = string | FormValue[] | FormHash;
export interface FormHash {
  [key: string]: FormValue;
}

const MAX_PAIRS = 1000;
const MAX_DEPTH = 6;
const MAX_NAME_LENGTH = 500;
const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/** Without a prototype, so that no parameter name can reach one. */
const newHash = (): FormHash => Object.create(null) as FormHash;

/**
 * Reads a form body or a query string with nesting.
 * @throws StripeProblem 400 for too many or too deep parameters and for names that contradict each other
 */
export function parseForm(text: string): FormHash {
  const root = newHash();
  let pairs = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++pairs > MAX_PAIRS) throw badRequest(400, `A request has at most ${MAX_PAIRS} parameters.`);
    assign(root, pathOf(name), value);
  }
  return withArrays(root) as FormHash;
}

function pathOf(name: string): string[] {
  const match = name.length <= MAX_NAME_LENGTH ? NAME.exec(name) : null;
  if (!match) throw badRequest(400, `Malformed parameter name: ${name.slice(0, 60)}`);
  const [, first = '', rest = ''] = match;
  const path = [
    first,
    ...rest
      .split('[')
      .slice(1)
      .map((part) => part.slice(0, -1)),
  ];
  if (path.length > MAX_DEPTH) throw badRequest(400, `Parameters nest at most ${MAX_DEPTH} levels deep.`);
  return path;
}

function assign(root: FormHash, path: readonly string[], value: string): void {
  let hash = root;
  path.forEach((part, depth) => {
    const key = part === '' ? String(Object.keys(hash).length) : part;
    if (depth === path.length - 1) {
      if (typeof hash[key] === 'object') throw conflict(path);
      hash[key] = value;
      return;
    }
    const next = hash[key] ?? newHash();
    if (typeof next === 'string') throw conflict(path);
    hash[key] = next;
    hash = next as FormHash;
  });
}

const conflict = (path: readonly string[]): Error =>
  badRequest(400, `The parameter ${path[0]} is given both as a value and as a hash.`);

/** A hash whose keys are 0, 1, 2... was a list. */
function withArrays(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withArrays(item)] as const);
  if (entries.length > 0 && entries.every(([key], index) => key === String(index))) {
    return entries.map(([, item]) => item);
  }
  const hash = newHash();
  for (const [key, item] of entries) hash[key] = item;
  return hash;
}
