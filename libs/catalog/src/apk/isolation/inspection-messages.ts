import type { ApkLimits } from '../apk-limits';
import type { ApkProblemCode } from '../apk-problems';
import type { ApkReport } from '../apk-report';
import type { Tracker } from '../code/known-trackers';

export interface InspectionRequest {
  path: string;
  limits: Partial<ApkLimits>;
  /** What the code is searched for. */
  trackers: readonly Tracker[];
}

/** Errors lose their class between threads, so refusals and failures are told apart by field. */
export type InspectionAnswer =
  { report: ApkReport } | { rejected: { code: ApkProblemCode; detail: string } } | { failed: string };
