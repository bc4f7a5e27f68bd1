import { PASSWORD_LENGTH } from '@portolan/accounts';
import { z } from 'zod';
import { marketCode, text, uuid } from '../../http/schemas';
import { email } from '../sign-in/schemas';

/** The code of a mail. */
export const code = text(1, 200);
const newPassword = text(PASSWORD_LENGTH.least, PASSWORD_LENGTH.most);

export const codeBody = z.strictObject({ token: code }).meta({ id: 'MailCode' });
export const forgotBody = z.strictObject({ email }).meta({ id: 'ForgotPassword' });
export const resetBody = z.strictObject({ token: code, password: newPassword }).meta({ id: 'ResetPassword' });
export const changePasswordBody = z
  .strictObject({ current: text(1, PASSWORD_LENGTH.most), password: newPassword })
  .meta({ id: 'ChangePassword' });
export const acceptBody = z
  .strictObject({
    token: code,
    account: z
      .strictObject({ password: newPassword, displayName: text(1, 100), homeMarket: marketCode })
      .optional()
      .meta({ description: 'For somebody without an account and not signed in.' }),
  })
  .meta({ id: 'AcceptInvitation' });
export const accepted = z.object({ publisherId: uuid, accountId: uuid }).meta({ id: 'AcceptedInvitation' });
