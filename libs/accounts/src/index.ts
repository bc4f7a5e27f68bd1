export * from './accounts.module';
export type { AccountsOptions } from './accounts-options';
export {
  accessAllows,
  publisherRolesAllow,
  visibleApps,
  type WantedAccess,
} from './domain/access-to-publisher';
export { API_KEY_DAYS } from './domain/api-keys/api-key-token';
export { ATTEMPT_LIMITS, type AttemptKind, type AttemptLimit } from './domain/attempt-limits';
export { PASSWORD_LENGTH } from './domain/password-rule';
export {
  type AccessWish,
  type AppGrant,
  MOST_APP_GRANTS,
  type Permission,
  PERMISSIONS,
  permissionsOf,
  type PublisherAccess,
  rolesWith,
  type WantedPermission,
} from './domain/permissions';
export { PUBLISHER_ROLES, type PublisherRole, STAFF_ROLES, type StaffRole } from './domain/roles';
export {
  type PostalAddress,
  type PublisherStatement,
  TRADER_CREDENTIAL,
  type TraderStatus,
} from './domain/statements/publisher-statement';
export type { AccountView } from './persistence/accounts';
export type { Acceptance, AgreementText, VersionRow } from './persistence/agreements/agreements';
export type { ApiKeyView } from './persistence/api-keys/api-keys';
export type { ServiceAccountKeyView } from './persistence/machines/service-account-keys';
export type { ServiceAccountView } from './persistence/machines/service-accounts';
export type { MemberView } from './persistence/members';
export type { OwnPublisherView, PublisherView } from './persistence/publishers';
export type { StaffMember } from './persistence/staff-roles';
export * from './application/account/change-profile';
export * from './application/account/find-account-by-email';
export * from './application/account/get-account';
export * from './application/account/register-account';
export {
  AcceptAgreement,
  AnnounceAgreements,
  type AcceptAgreementCommand,
  type OwnAgreement,
  PublishAgreement,
  type PublishAgreementCommand,
  ReadAgreements,
} from './application/agreements';
export { CreateApiKey, type CreateApiKeyCommand, ListApiKeys, RevokeApiKey } from './application/api-keys';
export * from './application/attempts/count-attempt';
export * from './application/attempts/forget-attempts';
export {
  ChangeServiceAccount,
  type ChangeServiceAccountCommand,
  CreateServiceAccount,
  type CreateServiceAccountCommand,
  CreateServiceAccountKey,
  type CreateServiceAccountKeyCommand,
  ExchangeAssertion,
  type KeyFile,
  ListServiceAccounts,
  RevokeServiceAccountKey,
} from './application/machines';
export * from './application/email/send-verification';
export { VerifyEmail } from './application/email/verify-email';
export { AddPasskey } from './application/factors/add-passkey';
export { AddTotp, type NewTotp } from './application/factors/add-totp';
export { CompleteSignIn, type CompleteSignInCommand } from './application/factors/complete-sign-in';
export { type FactorOwner, secondFactorRequired } from './application/factors/factor-gate';
export { SignInWithPasskey } from './application/factors/sign-in-with-passkey';
export { ManageFactors } from './application/factors/manage-factors';
export type { SecondFactorProof } from './application/factors/prove-second-factor';
export * from './application/invitations/accept-invitation';
export * from './application/invitations/invite-member';
export * from './application/invitations/list-invitations';
export * from './application/invitations/withdraw-invitation';
export * from './application/mail/write-to-team';
export * from './application/password/change-password';
export { RequestPasswordReset } from './application/password/request-password-reset';
export * from './application/password/reset-password';
export * from './application/sessions/end-sessions';
export * from './application/sessions/list-sessions';
export type { SessionClient } from './application/sign-in/open-session';
export type { FactorView } from './persistence/factors/factors';
export type { InvitationView } from './persistence/mail/invitations';
export * from './application/ports/publisher-apps';
export * from './application/publishers/add-member';
export * from './application/publishers/change-member';
export * from './application/publishers/create-publisher';
export * from './application/publishers/get-publisher';
export * from './application/publishers/list-members';
export * from './application/publishers/list-own-publishers';
export * from './application/publishers/publisher-membership';
export * from './application/publishers/remove-member';
export * from './application/sign-in/log-in';
export * from './application/sign-in/log-out';
export * from './application/sign-in/refresh-session';
export type { SessionTokens } from './application/sign-in/session-token-pair';
export {
  GetTrader,
  ListStatements,
  StatePublisher,
  type StatePublisherCommand,
  type StatementView,
} from './application/statements';
export * from './application/staff/ensure-first-admin';
export * from './application/staff/grant-staff-role';
export * from './application/staff/list-staff';
export * from './application/staff/revoke-staff-role';
export {
  FindTeammate,
  ListTeammates,
  RemoveTeammate,
  ReviseAccess,
  type TeammateAccess,
  type TeammateView,
} from './application/teammates';
export * from './application/tokens/authenticate-bearer';
export * from './application/tokens/authenticate-token';
export * from './application/tokens/public-keys';
export { type AccessToken, type AccessTokenSubject, TokenIssuer } from './application/tokens/token-issuer';
