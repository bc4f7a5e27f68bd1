import type { ApkLimits } from '../apk-limits';
import type { ApkProblemCode } from '../apk-problems';
import type { ApkReport } from '../apk-report';

export interface InspectionRequest {
  path: string;
  limits: Partial<ApkLimits>;
}

/** Errors lose their class between threads, so refusals and failures are told apart by field. */
export type InspectionAnswer =
  { report: ApkReport } | { rejected: { code: ApkProblemCode; detail: string } } | { failed: string };
