import { Injectable } from '@nestjs/common';

/** How many changes this process has committed itself: what somebody wrote here must be read here at once, not a second later. */
@Injectable()
export class LocalChanges {
  private committed = 0;

  get count(): number {
    return this.committed;
  }

  note(): void {
    this.committed++;
  }
}
