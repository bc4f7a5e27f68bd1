/** Counts what is not finished yet, including what waits for its time. */
export class OpenWork {
  private count = 0;
  private readonly waits = new Set<() => void>();
  private waiters: (() => void)[] = [];

  begin(): void {
    this.count += 1;
  }

  end(): void {
    this.count -= 1;
    if (this.count === 0) for (const resolve of this.waiters.splice(0)) resolve();
  }

  /** Does `work` later, and counts as open until then. The returned function calls it off. */
  later(ms: number, work: () => void): () => void {
    this.begin();
    const cancel = (): void => {
      clearTimeout(timer);
      if (this.waits.delete(cancel)) this.end();
    };
    const timer = setTimeout(() => {
      work();
      cancel();
    }, ms);
    this.waits.add(cancel);
    return cancel;
  }

  cancelWaits(): void {
    for (const cancel of [...this.waits]) cancel();
  }

  async idle(): Promise<void> {
    while (this.count > 0) await new Promise<void>((resolve) => this.waiters.push(resolve));
  }
}
