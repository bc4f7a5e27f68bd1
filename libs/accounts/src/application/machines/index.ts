import { ServiceAccountKeys } from '../../persistence/machines/service-account-keys';
import { ServiceAccounts } from '../../persistence/machines/service-accounts';
import { AddServiceAccountKey } from './add-service-account-key';
import { AuthenticateServiceAccount } from './authenticate-service-account';
import { ChangeServiceAccount } from './change-service-account';
import { CreateServiceAccount } from './create-service-account';
import { CreateServiceAccountKey } from './create-service-account-key';
import { ExchangeAssertion } from './exchange-assertion';
import { KeyPairs } from './key-pairs';
import { ListServiceAccounts } from './list-service-accounts';
import { RevokeServiceAccountKey } from './revoke-service-account-key';
import { SignedAssertions } from './signed-assertions';

export const MACHINE_USE_CASES = [
  CreateServiceAccount,
  ChangeServiceAccount,
  ListServiceAccounts,
  CreateServiceAccountKey,
  RevokeServiceAccountKey,
  ExchangeAssertion,
];
export const MACHINE_PARTS = [
  AddServiceAccountKey,
  KeyPairs,
  SignedAssertions,
  AuthenticateServiceAccount,
  ServiceAccounts,
  ServiceAccountKeys,
];

export { ChangeServiceAccount, type ChangeServiceAccountCommand } from './change-service-account';
export { CreateServiceAccount, type CreateServiceAccountCommand } from './create-service-account';
export {
  CreateServiceAccountKey,
  type CreateServiceAccountKeyCommand,
  type KeyFile,
} from './create-service-account-key';
export { ExchangeAssertion } from './exchange-assertion';
export { ListServiceAccounts } from './list-service-accounts';
export { RevokeServiceAccountKey } from './revoke-service-account-key';
