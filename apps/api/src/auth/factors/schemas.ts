import { z } from 'zod';
import { instant, text, uuid } from '../../http/schemas';

const code = text(6, 40);
/** What a browser answers to WebAuthn; its members are looked at by the ceremony. */
const browserAnswer = z
  .looseObject({ id: text(1, 1_400), rawId: text(1, 1_400), type: text(1, 50), response: z.looseObject({}) })
  .meta({ id: 'PasskeyAnswer' });

export const proofBody = z
  .strictObject({
    challenge: text(1, 200),
    proof: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('totp'), code }),
      z.strictObject({ kind: z.literal('recovery-code'), code }),
      z.strictObject({ kind: z.literal('passkey'), response: browserAnswer }),
    ]),
  })
  .meta({ id: 'SecondFactor' });

export const nameBody = z.strictObject({ name: text(1, 100) }).meta({ id: 'NameFactor' });
export const codeBody = z.strictObject({ code }).meta({ id: 'ConfirmTotp' });
export const passkeyBody = z
  .strictObject({ name: text(1, 100), challenge: text(1, 200), response: browserAnswer })
  .meta({ id: 'AddPasskey' });

export const passkeySignInBody = z
  .strictObject({ challenge: text(1, 200), response: browserAnswer })
  .meta({ id: 'PasskeySignIn' });

export const factorList = z
  .object({
    factors: z.array(
      z.object({
        id: uuid,
        kind: z.enum(['totp', 'passkey']),
        name: z.string(),
        createdAt: instant,
        lastUsedAt: instant.nullable(),
      }),
    ),
    recoveryCodesLeft: z.number().int(),
  })
  .meta({ id: 'SecondFactors' });
export const newTotp = z.object({ id: uuid, secret: z.string(), uri: z.string() }).meta({ id: 'NewTotp' });
const recoveryCodes = z
  .array(z.string())
  .nullable()
  .meta({ description: 'With the first factor: ten codes for the day it is lost, shown this once.' });
export const confirmed = z.object({ recoveryCodes }).meta({ id: 'ConfirmedFactor' });
export const addedPasskey = z.object({ id: uuid, recoveryCodes }).meta({ id: 'AddedPasskey' });
export const passkeyOptions = z
  .object({ options: z.looseObject({ challenge: z.string() }) })
  .meta({ id: 'PasskeyOptions' });
export const newCodes = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
