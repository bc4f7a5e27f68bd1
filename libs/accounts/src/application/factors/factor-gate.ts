import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { Factors } from '../../persistence/factors/factors';

/** Somebody signed in, and whether they proved a second factor in this session. */
export interface FactorOwner {
  accountId: string;
  sessionId: string | null;
  secondFactor: boolean;
}

/** Whoever has a second factor changes factors only in a session in which it was proved. */
@Injectable()
export class FactorGate {
  constructor(private readonly factors: Factors) {}

  /** Locks the account's factors. @throws DomainError `second-factor-required` (403). */
  async enter({ accountId, secondFactor }: FactorOwner): Promise<void> {
    await this.factors.lockAccount(accountId);
    if (secondFactor) return;
    if ((await this.factors.kinds(accountId)).length > 0) throw secondFactorRequired();
  }
}

export function secondFactorRequired(): DomainError {
  return new DomainError(
    'forbidden',
    'second-factor-required',
    'This needs a session with a second factor: add one at /v1/me/factors, or sign in with the one you have.',
  );
}
