import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** The one source of identifiers and secrets, injected so that nothing in the domain draws randomness. */
export abstract class Ids {
  /** A new key: UUID version 7 (RFC 9562), so that keys sort by time of creation. */
  abstract next(): string;
  /** An unguessable token of `bytes` random bytes, base64url. */
  abstract secret(bytes?: number): string;
}

@Injectable()
export class RandomIds extends Ids {
  override next(): string {
    return v7();
  }

  override secret(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
}
