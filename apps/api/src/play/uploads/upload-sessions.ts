import { Injectable } from '@nestjs/common';
import {
  AuthenticateBearer,
  credentialOf,
  type CredentialReference,
  type Principal,
} from '@portolan/accounts';
import {
  AnswerUploadSession,
  CancelUploadSession,
  FindUploadSession,
  OpenUploadSession,
} from '@portolan/catalog';
import { type AccountActor, DomainError, PartialFiles } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { memberOf } from '../../auth/access';
import { PublisherGate } from '../../auth/publisher-gate';
import { FinishUpload } from './finish-upload';
import { UPLOAD_PERMISSIONS, type UploadTarget, uploadTarget } from './upload-target';

export interface UploadSession {
  /** Also the secret part of its address. */
  id: string;
  target: UploadTarget;
  /** Who began it, with what they are now. */
  actor: AccountActor;
  /** As the client said; null: it did not. */
  totalBytes: number | null;
  /** What the whole file was answered with. */
  answer: object | null;
}

/**
 * Uploads that arrive in pieces: gone on with by whoever knows the address, for as long as who began it may do what it does. That is asked
 * with each piece, and once more when the file is whole.
 */
@Injectable()
export class UploadSessions {
  constructor(
    private readonly openSession: OpenUploadSession,
    private readonly findSession: FindUploadSession,
    private readonly answerSession: AnswerUploadSession,
    private readonly cancelSession: CancelUploadSession,
    private readonly bearers: AuthenticateBearer,
    private readonly gate: PublisherGate,
    private readonly files: PartialFiles,
    private readonly finishUpload: FinishUpload,
  ) {}

  /** @throws DomainError what `FinishUpload.check` and `OpenUploadSession` throw. */
  async open(target: UploadTarget, caller: Principal, totalBytes: number | null): Promise<string> {
    await this.finishUpload.check(target);
    const { appId } = target;
    const editId = 'editId' in target ? target.editId : null;
    return this.openSession.execute({ appId, editId, target, credential: credentialOf(caller), totalBytes });
  }

  /**
   * Whoever began it and may no longer loses it.
   * @throws DomainError `upload-session-not-found`; what `AuthenticateBearer.again` and `PublisherGate.pass` throw.
   */
  async get(id: string): Promise<UploadSession> {
    const { credential, target: stored, totalBytes, answer } = await this.findSession.execute(id);
    const target = uploadTarget.parse(stored);
    try {
      const principal = await this.bearers.again(credential as CredentialReference);
      await this.gate.pass(
        principal,
        memberOf('app', 'appId', UPLOAD_PERMISSIONS[target.kind]),
        target.appId,
      );
      return { id, target, actor: principal.actor, totalBytes, answer };
    } catch (error) {
      if (error instanceof DomainError) await this.cancelSession.execute(id);
      throw error;
    }
  }

  received({ id }: UploadSession): Promise<number> {
    return this.files.sizeOf(id);
  }

  /**
   * @returns the bytes that have arrived in all.
   * @throws DomainError what `PartialFiles.append` throws; `upload-session-not-found` if it ended meanwhile.
   */
  async append({ id }: UploadSession, stream: Readable, maxBytes: number): Promise<number> {
    const size = await this.files.append(id, stream, maxBytes);
    try {
      await this.findSession.execute(id);
    } catch (error) {
      // What came after its end would lie there for good.
      if (error instanceof DomainError) await this.files.remove(id);
      throw error;
    }
    return size;
  }

  /**
   * Hands the whole file on. A second time it only answers again. What is refused ends the session, because the same bytes
   * would be refused again.
   * @throws DomainError as `get`, and what `FinishUpload` throws.
   */
  async finish({ id }: UploadSession): Promise<object> {
    // Minutes may have passed while the bytes came.
    const { target, actor, answer: before } = await this.get(id);
    if (before !== null) return before;
    try {
      await this.finishUpload.check(target);
      const answer = await this.finishUpload.execute(target, this.files.read(id), actor);
      await this.answerSession.execute({ id, answer });
      return answer;
    } catch (error) {
      await this.cancelSession.execute(id);
      throw error;
    }
  }

  async cancel({ id }: UploadSession): Promise<void> {
    await this.cancelSession.execute(id);
  }
}
