import { Injectable, SetMetadata, type CustomDecorator } from '@nestjs/common';

/** What runs a job. It may run more than once for one job and must come to the same end. */
export interface JobHandler {
  handle(payload: unknown): Promise<void>;
}

export const JOB_NAME = 'portolan:job';

/** Marks a provider as the handler of the job `name`; the runner finds it by itself. */
export function HandlesJob(name: string): ClassDecorator {
  const mark: CustomDecorator = SetMetadata(JOB_NAME, name);
  return (target) => {
    Injectable()(target);
    mark(target);
  };
}

/** A job that runs on a timetable (crontab syntax, UTC), in one process at a time. */
export const JOB_SCHEDULE = 'portolan:job-schedule';

/** Adds `crontab` times at which the handler also runs, with an empty payload. */
export function Scheduled(crontab: string): ClassDecorator {
  const mark: CustomDecorator = SetMetadata(JOB_SCHEDULE, crontab);
  return (target) => {
    mark(target);
  };
}
