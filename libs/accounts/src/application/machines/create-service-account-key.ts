import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, Ids } from '@portolan/platform';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { projectOf } from '../../domain/machines/service-account-names';
import { AddServiceAccountKey } from './add-service-account-key';
import { KeyPairs } from './key-pairs';
import type { ServiceAccountKeyView } from '../../persistence/machines/service-account-keys';

/** What Google's libraries read as credentials. Snake case, because it is their file. */
export interface KeyFile {
  type: 'service_account';
  project_id: string;
  private_key_id: string;
  /** PKCS #8, PEM. */
  private_key: string;
  client_email: string;
  client_id: string;
  auth_uri: string;
  token_uri: string;
  universe_domain: string;
}

export interface CreateServiceAccountKeyCommand {
  actor: AccountActor;
  publisherId: string;
  serviceAccountId: string;
  /** PEM of a public half whose private half the publisher keeps; left out: we make the pair. */
  publicKey?: string | undefined;
}

/** Gives a service account a further key. */
@Injectable()
export class CreateServiceAccountKey {
  constructor(
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
    private readonly pairs: KeyPairs,
    private readonly addKey: AddServiceAccountKey,
    private readonly ids: Ids,
  ) {}

  /**
   * `keyFile` is shown this once and kept nowhere; null for an uploaded key.
   * @throws DomainError `service-account-not-found` (404), `key-exists`, `too-many-keys` (409), `private-key-sent`,
   *   `public-key-invalid` (422).
   */
  async execute(
    command: CreateServiceAccountKeyCommand,
  ): Promise<{ key: ServiceAccountKeyView; keyFile: KeyFile | null }> {
    const { publicKey: sent, ...where } = command;
    const made = sent === undefined ? await this.pairs.make() : null;
    const publicKey = made === null ? this.pairs.read(sent ?? '') : made.publicKey;
    const keyId = Buffer.from(this.ids.secret(20), 'base64url').toString('hex');
    const origin = made === null ? 'uploaded' : 'generated';
    const { key, account } = await this.addKey.execute({ ...where, keyId, publicKey, origin });
    if (made === null) return { key, keyFile: null };
    const { issuer, storeDomain } = this.options;
    return {
      key,
      keyFile: {
        type: 'service_account',
        project_id: projectOf(command.publisherId),
        private_key_id: keyId,
        private_key: made.privateKey,
        client_email: account.email,
        client_id: account.clientId,
        auth_uri: `${issuer}/v1/auth/login`,
        token_uri: `${issuer}/token`,
        universe_domain: storeDomain,
      },
    };
  }
}
