import { Inject, Injectable } from '@nestjs/common';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { REVIEW_POLICIES, type Severity } from '../../domain/release/review-policy';
import { REJECTION_POLICIES } from '../../domain/review/policies';
import { STRIKE_POLICY } from '../../domain/review/strike-policy';

export interface ReviewRules {
  /** What rejections and takedowns cite. */
  policies: { code: string; description: string }[];
  /** What the automated checks find, and how grave it is in this store. */
  findings: { code: string; severity: Severity }[];
  strikes: { limit: number; days: number };
}

/** The rules that releases are reviewed by. */
@Injectable()
export class GetReviewRules {
  constructor(@Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions) {}

  execute(): ReviewRules {
    const severities = REVIEW_POLICIES[this.options.reviewPolicy];
    return {
      policies: Object.entries(REJECTION_POLICIES).map(([code, description]) => ({ code, description })),
      findings: Object.entries(severities).map(([code, severity]) => ({ code, severity })),
      strikes: STRIKE_POLICY,
    };
  }
}
