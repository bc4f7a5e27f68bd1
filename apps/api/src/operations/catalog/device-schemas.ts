import { DEVICE_NAME_MAX_LENGTH, DEVICE_SUMMARY_MAX_LENGTH, type DeviceView } from '@portolan/catalog';
import type { Launch } from '@portolan/regions';
import { z } from 'zod';
import { categoryPath, day, instant, locale, slug, text, uuid } from '../../http/schemas';

const before = z.enum(['embargo', 'announce', 'preorder']).meta({
  description: 'What people see until then: nothing, a page that cannot be bought from, or a pre-order.',
});
const launch = z
  .union([
    z.strictObject({ at: instant, before }),
    z.strictObject({
      marketLocal: z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)
        .meta({ description: 'A wall-clock time that each market reaches in its own zone.' }),
      before,
    }),
  ])
  .nullable()
  .meta({ id: 'Launch' });

const names = z
  .record(
    locale,
    z.strictObject({ name: text(1, DEVICE_NAME_MAX_LENGTH), summary: text(0, DEVICE_SUMMARY_MAX_LENGTH) }),
  )
  .refine((sent) => Object.keys(sent).length <= 100, 'at most 100 locales');
const attributes = z
  .record(text(1, 60), z.union([text(0, 200), z.number(), z.boolean(), z.array(text(0, 200)).max(200)]))
  .refine((sent) => Object.keys(sent).length <= 100, 'at most 100 attributes')
  .meta({ description: 'Names of the whitelist that rules speak of, e.g. `chipset.vendor` or `standards`.' });
const changeable = {
  category: categoryPath,
  names,
  attributes,
  launch: launch.optional(),
  releasedOn: day.nullable().optional(),
};

export const createDeviceBody = z
  .strictObject({ publisherId: uuid, slug, ...changeable })
  .meta({ id: 'CreateDevice' });
export const updateDeviceBody = z.strictObject(changeable).partial().meta({ id: 'UpdateDevice' });

export const device = z
  .object({
    id: uuid,
    publisherId: uuid,
    slug,
    category: categoryPath,
    names,
    attributes,
    launch,
    releasedOn: z.iso.date().nullable(),
    version: z.number().int(),
    updatedAt: instant,
  })
  .meta({ id: 'Device' });
export const deviceSummary = z
  .object({ id: uuid, slug, name: z.string(), category: categoryPath, releasedOn: z.iso.date().nullable() })
  .meta({ id: 'DeviceSummary' });

type SentLaunch = z.infer<typeof launch>;
type DeviceAnswer = Omit<DeviceView, 'launch'> & { launch: SentLaunch };

/** The API's launch as regions understands it. */
export function toLaunch(sent: SentLaunch | undefined): Launch | null | undefined {
  if (sent === null || sent === undefined) return sent;
  const time =
    'at' in sent
      ? ({ kind: 'instant', at: Date.parse(sent.at) } as const)
      : ({ kind: 'market-local', at: sent.marketLocal } as const);
  return { time, before: sent.before };
}

export function viewDevice(view: DeviceView): DeviceAnswer {
  return { ...view, launch: view.launch === null ? null : fromLaunch(view.launch) };
}

function fromLaunch({ time, before: shown }: Launch): SentLaunch {
  return time.kind === 'instant'
    ? { at: new Date(time.at).toISOString(), before: shown }
    : { marketLocal: time.at, before: shown };
}
