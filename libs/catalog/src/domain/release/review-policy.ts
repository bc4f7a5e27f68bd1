import type { PackageFacts } from '../artifact/package-facts';
import { type CheckedPackage, PACKAGE_CHECKS } from './package-checks';
import { PAGE_CHECKS, type PageFacts } from './page-checks';

/** `block`: the release cannot be submitted. `warn`: the reviewer sees it. */
export type Severity = 'block' | 'warn';

/** What an automated check found. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  /** A sentence for a person. */
  detail: string;
}

export type FindingCode = keyof typeof PACKAGE_CHECKS | keyof typeof PAGE_CHECKS;

/** A release with what surrounds it, as the checks look at it. */
export interface CheckedRelease extends Omit<CheckedPackage, 'facts' | 'pageIcon'> {
  packages: readonly PackageFacts[];
  page: PageFacts;
}

const DEFAULT: Readonly<Record<FindingCode, Severity>> = {
  debuggable: 'block',
  'test-only': 'block',
  'debug-certificate': 'block',
  'certificate-changed': 'warn',
  'target-sdk-old': 'warn',
  'location-denied': 'warn',
  'permission-unexpected': 'warn',
  'known-tracker': 'warn',
  'advertising-denied': 'warn',
  'code-unread': 'warn',
  'icon-missing': 'warn',
  'icon-copied': 'warn',
  'listing-incomplete': 'warn',
  'listing-title-long': 'warn',
};

/** The store's policy as data: how grave each finding is. `demo` lets the debug builds of public samples pass. */
export const REVIEW_POLICIES: Readonly<Record<'default' | 'demo', Readonly<Record<FindingCode, Severity>>>> =
  {
    default: DEFAULT,
    demo: { ...DEFAULT, debuggable: 'warn', 'test-only': 'warn', 'debug-certificate': 'warn' },
  };

export type ReviewPolicyName = keyof typeof REVIEW_POLICIES;

/** Everything that the checks found, each kind once, the blocking ones first. */
export function findingsOf(policy: ReviewPolicyName, release: CheckedRelease): Finding[] {
  const { packages, page, ...about } = release;
  const byCode = new Map<FindingCode, string>();
  for (const facts of packages)
    for (const [code, detail] of run(PACKAGE_CHECKS, { ...about, facts, pageIcon: page.icon }))
      if (!byCode.has(code)) byCode.set(code, detail);
  for (const [code, detail] of run(PAGE_CHECKS, page)) byCode.set(code, detail);
  const severities = REVIEW_POLICIES[policy];
  const found = [...byCode].map(([code, detail]): Finding => ({ code, severity: severities[code], detail }));
  return [...found.filter(isBlocking), ...found.filter((finding) => !isBlocking(finding))];
}

export function isBlocking(finding: Finding): boolean {
  return finding.severity === 'block';
}

/** What each check found, without those that found nothing. */
function run<Code extends FindingCode, Subject>(
  checks: Readonly<Record<Code, (subject: Subject) => string | null>>,
  subject: Subject,
): [Code, string][] {
  return (Object.keys(checks) as Code[]).flatMap((code): [Code, string][] => {
    const detail = checks[code](subject);
    return detail === null ? [] : [[code, detail]];
  });
}
