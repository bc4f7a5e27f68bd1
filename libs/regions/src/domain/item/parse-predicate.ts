import { syntaxError } from '../errors';
import { attributeType, type AttributeType, TEXT_MAX_LENGTH } from './attributes';
import { type Predicate, PREDICATE_MAX_BYTES, PREDICATE_MAX_DEPTH, type Scalar } from './predicate';

const LIST_LIMIT = 200;

/**
 * Reads a predicate from JSON that anyone may have sent.
 * @throws DomainError `invalid-predicate`; `extra.position` is the JSON pointer of the offending member.
 */
export function parsePredicate(json: unknown): Predicate {
  const budget = { nodes: PREDICATE_MAX_BYTES / 8 };
  const predicate = parseNode(json, '', 1, budget);
  const bytes = new TextEncoder().encode(JSON.stringify(predicate)).length;
  if (bytes > PREDICATE_MAX_BYTES)
    throw fault('', `at most ${PREDICATE_MAX_BYTES} bytes of JSON`, `${bytes}`);
  return predicate;
}

function parseNode(json: unknown, at: string, depth: number, budget: { nodes: number }): Predicate {
  // Counted before anything is copied, so that a hostile tree costs no more than an honest one.
  if (depth > PREDICATE_MAX_DEPTH) throw fault(at, `a depth of at most ${PREDICATE_MAX_DEPTH}`, 'one more');
  if (--budget.nodes < 0) throw fault(at, `at most ${PREDICATE_MAX_BYTES} bytes of JSON`, 'more');
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw fault(at, 'an object with "op"', kindOf(json));
  const node = json as Record<string, unknown>;
  const { op } = node;
  switch (op) {
    case 'and':
    case 'or': {
      onlyMembers(node, ['op', 'of'], at);
      return {
        op,
        of: list(node['of'], `${at}/of`).map((part, i) =>
          parseNode(part, `${at}/of/${i}`, depth + 1, budget),
        ),
      };
    }
    case 'not':
      onlyMembers(node, ['op', 'of'], at);
      return { op, of: parseNode(node['of'], `${at}/of`, depth + 1, budget) };
    case 'in': {
      onlyMembers(node, ['op', 'attribute', 'values'], at);
      const [attribute, type] = attributeIn(node, at, ['text', 'number', 'boolean']);
      return {
        op,
        attribute,
        values: list(node['values'], `${at}/values`).map((v, i) => scalar(v, type, `${at}/values/${i}`)),
      };
    }
    case 'eq': {
      onlyMembers(node, ['op', 'attribute', 'value'], at);
      const [attribute, type] = attributeIn(node, at, ['text', 'number', 'boolean']);
      return { op, attribute, value: scalar(node['value'], type, `${at}/value`) };
    }
    case 'contains': {
      onlyMembers(node, ['op', 'attribute', 'value'], at);
      const [attribute] = attributeIn(node, at, ['text-list']);
      return { op, attribute, value: scalar(node['value'], 'text', `${at}/value`) as string };
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      onlyMembers(node, ['op', 'attribute', 'value'], at);
      const [attribute] = attributeIn(node, at, ['number']);
      return { op, attribute, value: scalar(node['value'], 'number', `${at}/value`) as number };
    }
    default:
      throw fault(`${at}/op`, 'one of eq, in, lt, lte, gt, gte, contains, and, or, not', kindOf(op));
  }
}

function attributeIn(
  node: Record<string, unknown>,
  at: string,
  allowed: readonly AttributeType[],
): [string, AttributeType] {
  const name = node['attribute'];
  if (typeof name !== 'string') throw fault(`${at}/attribute`, 'a known attribute', kindOf(name));
  const type = attributeType(name);
  if (type === null) throw fault(`${at}/attribute`, 'a known attribute', kindOf(name));
  if (!allowed.includes(type))
    throw fault(`${at}/attribute`, `an attribute of type ${allowed.join(' or ')}`, `${name} (${type})`);
  return [name, type];
}

function scalar(value: unknown, type: AttributeType, at: string): Scalar {
  if (type === 'number' && typeof value === 'number' && Number.isFinite(value)) return value;
  if (type === 'boolean' && typeof value === 'boolean') return value;
  if (type === 'text' && typeof value === 'string' && value.length <= TEXT_MAX_LENGTH) return value;
  throw fault(
    at,
    `a ${type}${type === 'text' ? ` of at most ${TEXT_MAX_LENGTH} characters` : ''}`,
    kindOf(value),
  );
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw fault(at, 'a list', kindOf(value));
  if (value.length === 0 || value.length > LIST_LIMIT)
    throw fault(at, `1 to ${LIST_LIMIT} elements`, `${value.length}`);
  return value;
}

function onlyMembers(node: Record<string, unknown>, allowed: readonly string[], at: string): void {
  const other = Object.keys(node).find((name) => !allowed.includes(name));
  if (other !== undefined)
    throw fault(`${at}/${other.slice(0, 60)}`, `only ${allowed.join(', ')}`, 'another member');
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'number' || typeof value === 'boolean') return `${typeof value} ${value}`;
  if (value === null || value === undefined) return value === null ? 'null' : 'nothing';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function fault(position: string, expected: string, found: string): Error {
  return syntaxError('invalid-predicate', { position, expected, found });
}
