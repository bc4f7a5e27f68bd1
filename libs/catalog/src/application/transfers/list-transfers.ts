import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { TransferRepository, type TransferView } from '../../persistence/transfers/transfer-repository';

/** Open offers: of one app, or to one publisher. */
@Injectable()
export class ListTransfers {
  constructor(
    private readonly transfers: TransferRepository,
    private readonly clock: Clock,
  ) {}

  async ofApp(appId: string): Promise<TransferView[]> {
    const transfer = await this.transfers.ofApp(appId, this.clock.now());
    return transfer === null ? [] : [transfer];
  }

  /** Oldest first; at most 100. */
  to(publisherId: string): Promise<TransferView[]> {
    return this.transfers.to(publisherId, this.clock.now());
  }
}
