import { Inject, Injectable } from '@nestjs/common';
import { deriveKey, Seal } from '@portolan/platform';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';

const PURPOSE = 'portolan signing keys';

/** Seals private keys for the database, so that a copy of it signs no tokens; the row is the key's id. */
@Injectable()
export class KeySeal extends Seal {
  /** Names the secret without telling anything about it: after a change of the secret new keys are made. */
  readonly id: string;

  constructor(@Inject(ACCOUNTS_OPTIONS) options: Pick<AccountsOptions, 'authSecret'>) {
    super(options.authSecret, PURPOSE);
    this.id = deriveKey(options.authSecret, `${PURPOSE}: name of the secret`, 12).toString('base64url');
  }
}
