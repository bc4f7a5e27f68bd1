/** What happens by itself once the sandbox's clock reaches a moment. */
export type TaskKind = 'charge.settle' | 'payment.finish' | 'refund.succeed' | 'refund.fail';

/** Plain data, so that the state file can keep what is still to come. */
export interface Task {
  at: number;
  kind: TaskKind;
  id: string;
}

export type TaskHandlers<W> = Record<TaskKind, (world: W, id: string) => void>;

/** Tasks in the order of their time; equal times run in the order of scheduling. */
export class Agenda {
  private tasks: Task[] = [];

  schedule(task: Task): void {
    const index = this.tasks.findIndex((other) => other.at > task.at);
    this.tasks.splice(index === -1 ? this.tasks.length : index, 0, task);
  }

  /** Takes the next task that is due, or none. */
  take(nowMs: number): Task | undefined {
    const next = this.tasks[0];
    return next && next.at <= nowMs ? this.tasks.shift() : undefined;
  }

  /** When the next task is due, in milliseconds. */
  nextAt(): number | undefined {
    return this.tasks[0]?.at;
  }

  dump(): Task[] {
    return [...this.tasks];
  }

  load(tasks: readonly Task[]): void {
    this.tasks = [...tasks];
  }
}
