import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { plainCode, RECOVERY_CODES, recoveryCode } from '../../domain/factors/recovery-codes';
import { RecoveryCodes } from '../../persistence/factors/recovery-codes';

/** Makes and takes recovery codes, inside the use case's transaction. */
@Injectable()
export class Recovery {
  constructor(
    private readonly codes: RecoveryCodes,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Ten new ones, shown this once; the old ones are void. */
  async make(accountId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      recoveryCode(Buffer.from(this.ids.secret(16), 'base64url')),
    );
    await this.codes.replace(accountId, codes.map(hash), this.clock.now());
    return codes;
  }

  /** True once for each code. */
  use(accountId: string, code: string): Promise<boolean> {
    return this.codes.use(accountId, hash(code), this.clock.now());
  }
}

function hash(code: string): Buffer {
  return createHash('sha256').update(plainCode(code)).digest();
}
