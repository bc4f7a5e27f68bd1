import { PASSWORD_LENGTH, type SessionTokens, STAFF_ROLES } from '@portolan/accounts';
import { z } from 'zod';
import { instant, marketCode, text, uuid } from '../../http/schemas';

export const email = text(3, 254).meta({ format: 'email' });
const password = text(1, PASSWORD_LENGTH.most);

export const registerBody = z
  .strictObject({
    email,
    password: text(PASSWORD_LENGTH.least, PASSWORD_LENGTH.most),
    displayName: text(1, 100),
    homeMarket: marketCode,
  })
  .meta({ id: 'RegisterAccount' });

export const logInBody = z.strictObject({ email, password }).meta({ id: 'LogIn' });

export const refreshBody = z.strictObject({ refreshToken: text(1, 200) }).meta({ id: 'RefreshToken' });

export const profileBody = z
  .strictObject({ displayName: text(1, 100).optional(), homeMarket: marketCode.optional() })
  .meta({ id: 'ChangeProfile' });

export const account = z
  .object({
    id: uuid,
    email: z.string(),
    displayName: z.string(),
    homeMarket: marketCode,
    staffRoles: z.array(z.enum(STAFF_ROLES)),
    emailVerified: z.boolean(),
  })
  .meta({ id: 'Account' });

export const sessionTokens = z
  .object({
    accessToken: z.string(),
    expiresIn: z.number().int().meta({ description: 'Seconds until the access token expires.' }),
    refreshToken: z.string(),
    refreshExpiresAt: instant,
    tokenType: z.literal('Bearer'),
  })
  .meta({ id: 'SessionTokens' });

export function tokensView(session: SessionTokens): z.infer<typeof sessionTokens> {
  return { ...session, refreshExpiresAt: session.refreshExpiresAt.toISOString(), tokenType: 'Bearer' };
}

export const jwks = z
  .object({
    keys: z.array(
      z.object({
        kty: z.string(),
        crv: z.string(),
        x: z.string(),
        kid: z.string(),
        alg: z.string(),
        use: z.string(),
      }),
    ),
  })
  .meta({ id: 'JsonWebKeySet' });
