import { Injectable } from '@nestjs/common';
import type { AttemptKind } from '../../domain/attempt-limits';
import { AttemptCounters } from '../../persistence/attempt-counters';
import { subjectBucket } from './buckets';

/** Starts the count of a subject anew after it succeeded, its locks included; the count of the network stays. */
@Injectable()
export class ForgetAttempts {
  constructor(private readonly counters: AttemptCounters) {}

  execute({ kind, subject }: { kind: AttemptKind; subject: string }): Promise<void> {
    return this.counters.forget(subjectBucket(kind, subject));
  }
}
