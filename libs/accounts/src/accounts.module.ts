import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from './accounts-options';
import { AddAccount } from './application/account/add-account';
import { ChangeProfile } from './application/account/change-profile';
import { FindAccountByEmail } from './application/account/find-account-by-email';
import { GetAccount } from './application/account/get-account';
import { RegisterAccount } from './application/account/register-account';
import { AGREEMENT_PARTS, AGREEMENT_USE_CASES } from './application/agreements';
import { API_KEY_PARTS, API_KEY_USE_CASES } from './application/api-keys';
import { CountAttempt } from './application/attempts/count-attempt';
import { FACTOR_PARTS, FACTOR_USE_CASES } from './application/factors/providers';
import { ForgetAttempts } from './application/attempts/forget-attempts';
import { MAIL_PARTS, MAIL_USE_CASES } from './application/mail';
import { MACHINE_PARTS, MACHINE_USE_CASES } from './application/machines';
import { AddMember } from './application/publishers/add-member';
import { ChangeMember } from './application/publishers/change-member';
import { CreatePublisher } from './application/publishers/create-publisher';
import { GrantCheck } from './application/publishers/grant-check';
import { GetPublisher } from './application/publishers/get-publisher';
import { JoinTeam } from './application/publishers/join-team';
import { ListMembers } from './application/publishers/list-members';
import { ListOwnPublishers } from './application/publishers/list-own-publishers';
import { PublisherMembership } from './application/publishers/publisher-membership';
import { RemoveMember } from './application/publishers/remove-member';
import { TeamChanges } from './application/publishers/team-changes';
import { EndSessions } from './application/sessions/end-sessions';
import { ListSessions } from './application/sessions/list-sessions';
import { LogIn } from './application/sign-in/log-in';
import { LogOut } from './application/sign-in/log-out';
import { OpenSession } from './application/sign-in/open-session';
import { Passwords } from './application/sign-in/passwords';
import { RefreshSession } from './application/sign-in/refresh-session';
import { RotateRefreshToken } from './application/sign-in/rotate-refresh-token';
import { SessionTokenPair } from './application/sign-in/session-token-pair';
import { STATEMENT_PARTS, STATEMENT_USE_CASES } from './application/statements';
import { AppointFirstAdmin } from './application/staff/appoint-first-admin';
import { EnsureFirstAdmin } from './application/staff/ensure-first-admin';
import { GrantStaffRole } from './application/staff/grant-staff-role';
import { ListStaff } from './application/staff/list-staff';
import { RevokeStaffRole } from './application/staff/revoke-staff-role';
import { TEAMMATE_USE_CASES } from './application/teammates';
import { AuthenticateBearer } from './application/tokens/authenticate-bearer';
import { AuthenticateToken } from './application/tokens/authenticate-token';
import { KeySeal } from './application/tokens/key-seal';
import { OwnTokens } from './application/tokens/own-tokens';
import { PublicKeys } from './application/tokens/public-keys';
import { TokenIssuer } from './application/tokens/token-issuer';
import { ForgetExpired } from './application/upkeep/forget-expired';
import { Accounts } from './persistence/accounts';
import { AttemptCounters } from './persistence/attempt-counters';
import { Account } from './persistence/entities/account.entity';
import { Publisher } from './persistence/entities/publisher.entity';
import { PublisherMember } from './persistence/entities/publisher-member.entity';
import { Members } from './persistence/members';
import { Publishers } from './persistence/publishers';
import { Sessions } from './persistence/sessions';
import { SigningKeys } from './persistence/signing-keys';
import { StaffRoles } from './persistence/staff-roles';

const useCases = [
  RegisterAccount,
  GetAccount,
  FindAccountByEmail,
  ChangeProfile,
  LogIn,
  RefreshSession,
  LogOut,
  TokenIssuer,
  PublicKeys,
  AuthenticateToken,
  AuthenticateBearer,
  CreatePublisher,
  GetPublisher,
  ListOwnPublishers,
  ListMembers,
  AddMember,
  ChangeMember,
  RemoveMember,
  PublisherMembership,
  ...TEAMMATE_USE_CASES,
  GrantStaffRole,
  RevokeStaffRole,
  ListStaff,
  EnsureFirstAdmin,
  CountAttempt,
  ForgetAttempts,
  ListSessions,
  EndSessions,
  ...FACTOR_USE_CASES,
  ...MAIL_USE_CASES,
  ...MACHINE_USE_CASES,
  ...API_KEY_USE_CASES,
  ...STATEMENT_USE_CASES,
  ...AGREEMENT_USE_CASES,
];
const parts = [
  AddAccount,
  OpenSession,
  RotateRefreshToken,
  SessionTokenPair,
  Passwords,
  KeySeal,
  TeamChanges,
  AppointFirstAdmin,
  ForgetExpired,
  OwnTokens,
  GrantCheck,
  JoinTeam,
  ...FACTOR_PARTS,
  ...MAIL_PARTS,
  ...MACHINE_PARTS,
  ...API_KEY_PARTS,
  ...STATEMENT_PARTS,
  ...AGREEMENT_PARTS,
];
const persistence = [Accounts, AttemptCounters, Members, Publishers, Sessions, SigningKeys, StaffRoles];

/** People, sessions, publishers, teams and staff roles. */
@Module({})
export class AccountsModule {
  static forRoot(options: AccountsOptions): DynamicModule {
    return {
      module: AccountsModule,
      // The faces of the API all need to know who is calling.
      global: true,
      imports: [TypeOrmModule.forFeature([Account, Publisher, PublisherMember])],
      providers: [...useCases, ...parts, ...persistence, { provide: ACCOUNTS_OPTIONS, useValue: options }],
      exports: useCases,
    };
  }
}
