import { CREDENTIAL_STATUSES } from '@portolan/regions';
import { z } from 'zod';
import { countryCode, instant, pageOf, text, uuid } from '../../http/schemas';

const postalAddress = {
  lines: z.array(text(1, 200)).min(1).max(4),
  postalCode: text(1, 20).nullable(),
  city: text(1, 100),
  region: text(1, 100).nullable(),
  country: countryCode,
};

const euTrader = {
  status: z.literal('trader'),
  name: text(1, 200),
  address: z.strictObject(postalAddress),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number in E.164, e.g. +4930901820'),
  email: text(3, 254).meta({ format: 'email' }),
  register: text(1, 200).nullable(),
  compliesWithUnionLaw: z.literal(true),
};
const notTrader = { status: z.literal('not-trader') };

/** As consumers see it. */
export const traderStatus = z
  .discriminatedUnion('status', [z.strictObject(euTrader), z.strictObject(notTrader)])
  .meta({ id: 'TraderStatus' });

const trader = { part: z.literal('trader') };
export const publisherStatement = z
  .discriminatedUnion('part', [
    z.strictObject({
      part: z.literal('legal-entity'),
      name: text(1, 200),
      form: text(1, 100),
      registrationNumber: text(1, 100).nullable(),
      country: countryCode,
    }),
    z.strictObject({ part: z.literal('address'), ...postalAddress }),
    z.discriminatedUnion('status', [
      z.strictObject({ ...trader, ...euTrader }),
      z.strictObject({ ...trader, ...notTrader }),
    ]),
  ])
  .meta({ id: 'PublisherStatement' });

export const statementView = z
  .object({
    id: uuid,
    statement: publisherStatement,
    credentialId: uuid,
    status: z.enum([...CREDENTIAL_STATUSES, 'withdrawn']),
    statusReason: z.string().nullable(),
    statedAt: instant,
  })
  .meta({ id: 'PublisherStatementView' });

export const statementList = pageOf(statementView);
