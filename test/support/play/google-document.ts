import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A shape as discovery documents write it. */
export interface GoogleSchema {
  type?: string;
  format?: string;
  enum?: readonly string[];
  $ref?: string;
  items?: GoogleSchema;
  properties?: Record<string, GoogleSchema>;
  additionalProperties?: GoogleSchema;
}
interface Parameter extends GoogleSchema {
  location?: 'path' | 'query';
  required?: boolean;
  pattern?: string;
}
export interface GoogleMethod {
  id: string;
  httpMethod: string;
  path: string;
  flatPath?: string;
  parameters?: Record<string, Parameter>;
  request?: GoogleSchema;
  response?: GoogleSchema;
  mediaUpload?: { accept: readonly string[]; protocols: { simple: { path: string } } };
}
interface Resource {
  methods?: Record<string, GoogleMethod>;
  resources?: Record<string, Resource>;
}
export interface GoogleDocument extends Resource {
  schemas: Record<string, GoogleSchema>;
  /** Of every method. */
  parameters: Record<string, Parameter>;
}

const FILE = join(__dirname, '../../../../shared/data/play/androidpublisher-v3.discovery.json');
export const SKIPPED = 'skipped: no ../shared/data';

/** Google's own document; null where it is not beside the project. */
export function googleDocument(): GoogleDocument | null {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as GoogleDocument) : null;
}

export function methodOf(document: Resource, id: string): GoogleMethod {
  const names = id.split('.');
  const last = names.pop() ?? '';
  let place: Resource | undefined = document;
  for (const name of names) place = place?.resources?.[name];
  const method = place?.methods?.[last];
  if (method === undefined) throw new Error(`Google has no method ${id}.`);
  return method;
}

/** What a query may not hold: names that the method does not have, values of another type. */
export function faultsOfQuery(document: GoogleDocument, method: GoogleMethod, query: object): string[] {
  return Object.entries(query).flatMap(([name, value]) => {
    const parameter = method.parameters?.[name] ?? document.parameters[name];
    if (parameter?.location !== 'query') return [`?${name}: unknown`];
    return faultsOfText(`?${name}`, parameter, String(value));
  });
}

/** An address made of the method's template. @throws Error for a value that the template does not take. */
export function addressOf(method: GoogleMethod, values: Record<string, string>): string {
  const { path, parameters } = method;
  const template = method.mediaUpload?.protocols.simple.path ?? `/${path}`;
  return template.replaceAll(/\{(\+?)(\w+)\}/g, (_whole, raw: string, name: string) => {
    const [value, parameter] = [values[name] ?? '', parameters?.[name]];
    if (parameter?.location !== 'path') throw new Error(`${method.id} has no ${name} in its path.`);
    const faults = faultsOfText(name, parameter, value);
    const isWrong = parameter.pattern !== undefined && !new RegExp(parameter.pattern).test(value);
    if (faults.length > 0 || isWrong) throw new Error(`${method.id}: ${name} may not be "${value}".`);
    return raw === '+' ? value : encodeURIComponent(value);
  });
}

function faultsOfText(place: string, { type, format, enum: words }: Parameter, value: string): string[] {
  const isNumber = type === 'integer' || type === 'number';
  const read = isNumber ? Number(value) : type === 'boolean' ? JSON.parse(value) : value;
  return faultsOf({ schemas: {} }, { type, format, enum: words }, read, place);
}

const INT32 = 2 ** 31;
const FORMS: Record<string, RegExp> = {
  int64: /^-?\d{1,19}$/,
  'google-datetime': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/,
};

/** What is wrong with a value: members that the schema does not name, other types, words that are none of the enum. */
export function faultsOf(
  document: Pick<GoogleDocument, 'schemas'>,
  schema: GoogleSchema,
  value: unknown,
  place = '',
): string[] {
  if (schema.$ref !== undefined) {
    const named = document.schemas[schema.$ref];
    return named === undefined ? [`${place}: no schema`] : faultsOf(document, named, value, place);
  }
  const { type, format = '' } = schema;
  const fault = (wanted: string): string[] => [`${place}: ${JSON.stringify(value)} is no ${wanted}`];
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, member]) => {
            const known = schema.properties?.[name] ?? schema.additionalProperties;
            const where = `${place}/${name}`;
            return known === undefined ? [`${where}: unknown`] : faultsOf(document, known, member, where);
          })
        : fault('object');
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((one, i) => faultsOf(document, schema.items ?? {}, one, `${place}/${i}`))
        : fault('array');
    case 'string': {
      if (typeof value !== 'string') return fault('string');
      if (schema.enum !== undefined && !schema.enum.includes(value))
        return fault(`one of ${schema.enum.join()}`);
      return FORMS[format]?.test(value) === false ? fault(format) : [];
    }
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) < INT32 ? [] : fault('integer');
    case 'number':
      return typeof value === 'number' ? [] : fault('number');
    case 'boolean':
      return typeof value === 'boolean' ? [] : fault('boolean');
    default:
      return [`${place}: schemas have no type ${String(type)}`];
  }
}
