import type { Declarations } from '../app/declarations';
import type { PackageFacts } from '../artifact/package-facts';
import { type Finding, findingsOf, isBlocking, type ReviewPolicyName } from './review-policy';

/** What the checks find in any package of a release: each kind of finding once, the blocking ones first. */
export function findingsOfPackages(
  policy: ReviewPolicyName,
  packages: readonly PackageFacts[],
  declarations: Declarations,
): Finding[] {
  const byCode = new Map(
    packages
      .flatMap((facts) => findingsOf(policy, { facts, declarations }))
      .map((finding) => [finding.code, finding] as const)
      // The first of a kind stays.
      .reverse(),
  );
  const found = [...byCode.values()].reverse();
  return [...found.filter(isBlocking), ...found.filter((finding) => !isBlocking(finding))];
}
