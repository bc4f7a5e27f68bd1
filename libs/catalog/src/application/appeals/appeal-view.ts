import type { Appeal, AppealOutcome } from '../../persistence/reviews/appeal-repository';

/** An appeal as its publisher reads it; who decided stays inside the store. Times are RFC 3339. */
export interface AppealView {
  id: string;
  appId: string;
  packageName: string;
  /** What it is against: the rejection of this release, or this strike. */
  releaseId: string | null;
  strikeId: string | null;
  message: string;
  filedAt: string;
  /** Null while it is open. */
  decision: { outcome: AppealOutcome; message: string; at: string } | null;
}

/** As staff read it. */
export interface StaffAppealView extends AppealView {
  publisherId: string;
  /** Whose decision it is against: somebody else decides. */
  decisionBy: string;
  decidedBy: string | null;
}

export function viewAppeal(appeal: Appeal): AppealView {
  const { id, appId, packageName, releaseId, strikeId, message, filedAt } = appeal;
  const { outcome, answer, decidedAt } = appeal;
  return {
    ...{ id, appId, packageName, releaseId, strikeId, message },
    filedAt: filedAt.toISOString(),
    decision:
      outcome === null || answer === null || decidedAt === null
        ? null
        : { outcome, message: answer, at: decidedAt.toISOString() },
  };
}

export function viewAppealForStaff(appeal: Appeal): StaffAppealView {
  const { publisherId, decisionBy, decidedBy } = appeal;
  return { ...viewAppeal(appeal), publisherId, decisionBy, decidedBy };
}
