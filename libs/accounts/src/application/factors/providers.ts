import { FactorChallenges } from '../../persistence/factors/factor-challenges';
import { Factors } from '../../persistence/factors/factors';
import { RecoveryCodes } from '../../persistence/factors/recovery-codes';
import { AddPasskey } from './add-passkey';
import { AddTotp } from './add-totp';
import { BeginSecondFactor } from './begin-second-factor';
import { CompleteSignIn } from './complete-sign-in';
import { ConfirmTotp } from './confirm-totp';
import { FactorAdded } from './factor-added';
import { FactorGate } from './factor-gate';
import { ManageFactors } from './manage-factors';
import { PasskeyCeremonies } from './kinds/passkey-ceremonies';
import { ProveSecondFactor } from './prove-second-factor';
import { Recovery } from './recovery';
import { SignInWithPasskey } from './sign-in-with-passkey';
import { TotpSecrets } from './kinds/totp-secrets';

export const FACTOR_USE_CASES = [AddTotp, AddPasskey, ManageFactors, CompleteSignIn, SignInWithPasskey];
export const FACTOR_PARTS = [
  BeginSecondFactor,
  ConfirmTotp,
  FactorAdded,
  FactorGate,
  PasskeyCeremonies,
  ProveSecondFactor,
  Recovery,
  TotpSecrets,
  FactorChallenges,
  Factors,
  RecoveryCodes,
];
