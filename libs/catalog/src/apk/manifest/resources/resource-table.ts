import type { ApkLimits } from '../../apk-limits';
import { ApkRejected } from '../../apk-problems';
import { ByteCursor } from '../../byte-cursor';
import { CHUNK, chunksIn, onlyChunk, type Chunk } from '../chunk';
import type { ResourceConfig } from './resource-config';
import { parseResourceType, type ResourceType } from './resource-type';
import { isReference, VALUE_TYPE, type ResValue } from '../res-value';
import { StringPool } from '../string-pool';

const CODE = 'apk-resources-malformed';
const WHAT = 'resources.arsc';
const MAX_REFERENCES = 20;
/** Variants that refer to variants multiply; no real label comes near this. */
const MAX_STEPS = 10_000;
const APP_PACKAGE = 0x7f;

/** One variant of a resource; `text` is there when the value is a string. */
export interface ResourceVariant {
  config: ResourceConfig;
  value: ResValue;
  text: string | null;
}

interface Walk {
  depth: number;
  steps: { left: number };
}

/** The package's own resources, looked up by id. Without resources.arsc it is empty. */
export class ResourceTable {
  private constructor(
    private readonly strings: StringPool | null,
    private readonly types: Map<number, ResourceType[]>,
  ) {}

  static readonly empty = new ResourceTable(null, new Map());

  static parse(bytes: Buffer, limits: ApkLimits): ResourceTable {
    let strings: StringPool | null = null;
    const types = new Map<number, ResourceType[]>();
    for (const chunk of chunksIn(onlyChunk(bytes, CHUNK.table, CODE, WHAT).body, CODE, WHAT)) {
      if (chunk.type === CHUNK.stringPool && strings === null) {
        strings = StringPool.parse(chunk, limits.stringsPerPool, CODE);
      } else if (chunk.type === CHUNK.tablePackage) addPackage(chunk, types, limits);
    }
    return new ResourceTable(strings, types);
  }

  /** The locales for which the package has any resource, without the default one, sorted. */
  locales(): string[] {
    const all = [...this.types.values()].flat().map((type) => type.config.locale);
    return [...new Set(all)].filter((locale) => locale !== '').sort();
  }

  /** All variants of a resource, with references to other resources of the package followed. */
  variants(id: number): ResourceVariant[] {
    return this.walk(id, { depth: 0, steps: { left: MAX_STEPS } });
  }

  private walk(id: number, at: Walk): ResourceVariant[] {
    if (at.depth > MAX_REFERENCES)
      throw new ApkRejected('apk-resources-cyclic', `resource 0x${id.toString(16)} refers to itself`);
    return (this.types.get(id >>> 16) ?? []).flatMap((type) => {
      const value = type.value(id & 0xffff);
      if (value === null) return [];
      at.steps.left -= 1;
      if (at.steps.left < 0)
        throw new ApkRejected('apk-limit-exceeded', `${WHAT}: more than ${MAX_STEPS} references`);
      if (isReference(value)) return this.follow(value.data, type.config, at);
      const text = value.type === VALUE_TYPE.string ? this.text(value.data) : null;
      return [{ config: type.config, value, text }];
    });
  }

  /** What a reference inside the given configuration leads to: the target's own default keeps that configuration. */
  private follow(id: number, config: ResourceConfig, at: Walk): ResourceVariant[] {
    const targets = this.walk(id, { depth: at.depth + 1, steps: at.steps });
    if (config.locale === '') return targets;
    const best = targets.filter((target) => target.config.locale === config.locale);
    return (best.length > 0 ? best : targets.filter((target) => target.config.locale === '')).map(
      (target) => ({
        ...target,
        config: { ...target.config, locale: config.locale },
      }),
    );
  }

  private text(index: number): string {
    if (this.strings === null) throw new ApkRejected(CODE, `${WHAT} has no string pool`);
    return this.strings.at(index);
  }
}

function addPackage(chunk: Chunk, types: Map<number, ResourceType[]>, limits: ApkLimits): void {
  const id = new ByteCursor(chunk.header, CODE, WHAT).u32();
  // Other packages in the table (shared libraries, features) are not what a manifest of an app refers to.
  if (id !== APP_PACKAGE) return;
  let count = 0;
  for (const part of chunksIn(chunk.body, CODE, WHAT)) {
    if (part.type !== CHUNK.tableType) continue;
    count += 1;
    if (count > limits.resourceTypes)
      throw new ApkRejected('apk-limit-exceeded', `${WHAT}: ${count} variants of types`);
    const type = parseResourceType(part);
    const key = (id << 8) | type.id;
    const known = types.get(key);
    if (known === undefined) types.set(key, [type]);
    else known.push(type);
  }
}
