import { SCREEN_SIZES } from '@portolan/catalog';
import { z } from 'zod';
import { text } from '../../http/schemas';

/** How a device describes itself. Whatever is left out counts as unknown, and is not held against it. */
export const deviceDescription = z
  .strictObject({
    deviceId: text(1, 100).optional().meta({
      description:
        'Stable for this device in this store; decides about staged rollouts for people who are not signed in. It is not kept.',
    }),
    sdk: z.number().int().min(1).max(10_000).optional().meta({ description: '`Build.VERSION.SDK_INT`' }),
    abis: z.array(text(1, 40)).max(20).optional().meta({ description: '`Build.SUPPORTED_ABIS`' }),
    features: z
      .array(text(1, 200))
      .max(500)
      .optional()
      .meta({ description: 'All system features, by name.' }),
    glEsVersion: z
      .number()
      .int()
      .min(0)
      .max(0x7fffffff)
      .optional()
      .meta({ description: '`ConfigurationInfo.reqGlEsVersion`: 196609 is 3.1.' }),
    screen: z
      .strictObject({
        size: z.enum(SCREEN_SIZES).optional(),
        densityDpi: z.number().int().min(1).max(10_000).optional(),
        smallestWidthDp: z.number().int().min(1).max(100_000).optional(),
      })
      .optional(),
    ramBytes: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    model: text(1, 100).optional().meta({ description: '`Build.MODEL`' }),
  })
  .meta({ id: 'DeviceDescription' });

/** For addresses: a few hundred feature names fit. */
const DEVICE_PARAMETER_MAX = 16_000;

/** The same as a query parameter, which is JSON. */
export const deviceParameter = z
  .string()
  .max(DEVICE_PARAMETER_MAX)
  .transform((value, context) => {
    const parsed = deviceDescription.safeParse(parseJson(value));
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path });
    return z.NEVER;
  })
  .meta({ description: 'A `DeviceDescription` as JSON.' });

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
