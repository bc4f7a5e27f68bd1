const WIDTH = 30;

/** One line that is drawn over on a terminal; elsewhere a line every tenth. */
export class ProgressBar {
  private lastTenth = -1;

  /** @param written how a count reads, such as bytes as megabytes. */
  constructor(
    private readonly total: number,
    private readonly output: NodeJS.WriteStream,
    private readonly written: (count: number) => string = String,
  ) {}

  show(done: number, rest: string): void {
    const share = this.total === 0 ? 1 : Math.min(1, done / this.total);
    const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
    const counts = `${this.written(done)}/${this.written(this.total)}`;
    if (this.output.isTTY) {
      const filled = Math.round(share * WIDTH);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
      this.output.write(`\r${bar} ${percent}  ${counts}  ${rest}\u001b[K`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === this.lastTenth) return;
    this.lastTenth = tenth;
    this.output.write(`${percent}  ${counts}  ${rest}\n`);
  }

  end(): void {
    if (this.output.isTTY) this.output.write('\n');
  }
}
