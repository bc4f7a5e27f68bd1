import { invalidRule } from '../errors';
import type { AttributeValue, Item } from './item';

export type AttributeType = 'text' | 'number' | 'boolean' | 'text-list';

/** Names that rules may speak of. `rating.<authority>` (the youngest age that the rating allows) is open at its end. */
export const ATTRIBUTE_TYPES: Readonly<Record<string, AttributeType>> = {
  'chipset.vendor': 'text',
  'chipset.model': 'text',
  bands: 'text-list',
  standards: 'text-list',
  chargePort: 'text',
  'battery.wattHours': 'number',
  'radio.maxPowerMilliwatts': 'number',
  imeiSlots: 'number',
  localContentPercent: 'number',
  gambling: 'boolean',
  encryption: 'boolean',
  advertising: 'boolean',
  'purchases.inApp': 'boolean',
  'data.collectsLocation': 'boolean',
  'content.userGenerated': 'boolean',
  'content.sexual': 'text',
  'content.violence': 'text',
  'price.free': 'boolean',
};

export const TEXT_MAX_LENGTH = 200;
export const LIST_MAX_LENGTH = 200;
const RATING = /^rating\.[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** `null`: no such attribute. */
export function attributeType(name: string): AttributeType | null {
  if (Object.hasOwn(ATTRIBUTE_TYPES, name)) return ATTRIBUTE_TYPES[name] ?? null;
  return name.length <= 60 && RATING.test(name) ? 'number' : null;
}

/** `undefined`: not known. `price.free` is a fact of its own and answered from there, so that the two cannot differ. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  if (name === 'price.free') return item.facts.free ?? undefined;
  return Object.hasOwn(item.attributes, name) ? item.attributes[name] : undefined;
}

/** @throws DomainError `invalid-attribute`, naming the first one that is unknown, of the wrong type or too long. */
export function checkAttributes(attributes: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    const type = attributeType(name);
    if (type === null || name === 'price.free') {
      throw invalidRule(
        'invalid-attribute',
        `${JSON.stringify(name.slice(0, 60))} is no attribute that can be set.`,
      );
    }
    if (!isOfType(value, type)) {
      throw invalidRule('invalid-attribute', `Attribute ${name} must be a ${type} within its limits.`);
    }
  }
}

function isOfType(value: unknown, type: AttributeType): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'text') return isText(value);
  return Array.isArray(value) && value.length <= LIST_MAX_LENGTH && value.every(isText);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= TEXT_MAX_LENGTH;
}
