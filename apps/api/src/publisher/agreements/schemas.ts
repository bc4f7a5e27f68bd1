import { z } from 'zod';
import { date } from '../../decisions/schemas';
import { instant, locale, pageOf, sha256, text, uuid } from '../../http/schemas';

const version = z.number().int();
export const versionParam = z.coerce.number().int().min(1).max(1_000_000);

export const publishBody = z
  .strictObject({
    texts: z
      .record(locale, text(1, 90_000))
      .refine(
        (given) => Object.keys(given).length >= 1 && Object.keys(given).length <= 10,
        'must be 1 to 10 texts',
      ),
    effectiveAt: date.optional(),
    graceDays: z.number().int().min(0).max(365),
  })
  .meta({ id: 'PublishAgreement' });

export const acceptBody = z.strictObject({ locale, sha256 }).meta({ id: 'AcceptAgreement' });

const dates = { version, effectiveAt: instant, enforcedAt: instant };
export const agreement = z
  .object({ ...dates, texts: z.array(z.object({ locale, sha256 })) })
  .meta({ id: 'Agreement' });
export const agreementList = pageOf(agreement);
export const agreementText = z.object({ locale, body: z.string(), sha256 }).meta({ id: 'AgreementText' });
export const textQuery = z.object({ locale });

export const acceptance = z
  .object({ publisherId: uuid, version, locale, sha256, acceptedBy: uuid, acceptedAt: instant })
  .meta({ id: 'AgreementAcceptance' });
export const acceptanceList = pageOf(acceptance);
export const ownAgreementList = pageOf(
  z
    .object({ ...agreement.shape, acceptance: acceptance.nullable(), pending: z.boolean() })
    .meta({ id: 'OwnAgreement' }),
);
