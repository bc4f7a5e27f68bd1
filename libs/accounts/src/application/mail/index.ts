import { AccountTokens } from '../../persistence/mail/account-tokens';
import { Invitations } from '../../persistence/mail/invitations';
import { TeamAddresses } from '../../persistence/mail/team-addresses';
import { SendVerification } from '../email/send-verification';
import { VerifyEmail } from '../email/verify-email';
import { AcceptInvitation } from '../invitations/accept-invitation';
import { InviteMember } from '../invitations/invite-member';
import { ListInvitations } from '../invitations/list-invitations';
import { TakeInvitation } from '../invitations/take-invitation';
import { WithdrawInvitation } from '../invitations/withdraw-invitation';
import { ChangePassword } from '../password/change-password';
import { RequestPasswordReset, SendPasswordReset } from '../password/request-password-reset';
import { ResetPassword } from '../password/reset-password';
import { SetPassword } from '../password/set-password';
import { AccountMail } from './account-mail';
import { WriteToTeam } from './write-to-team';

export const MAIL_USE_CASES = [
  VerifyEmail,
  SendVerification,
  RequestPasswordReset,
  ResetPassword,
  ChangePassword,
  InviteMember,
  ListInvitations,
  WithdrawInvitation,
  AcceptInvitation,
  WriteToTeam,
];
export const MAIL_PARTS = [
  AccountMail,
  SendPasswordReset,
  SetPassword,
  TakeInvitation,
  AccountTokens,
  Invitations,
  TeamAddresses,
];
