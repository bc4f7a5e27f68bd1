import type { Declarations } from '../app/declarations';
import type { PackageFacts } from '../artifact/package-facts';

/** `block`: the release cannot be submitted. `warn`: the reviewer sees it. */
export type Severity = 'block' | 'warn';

/** What an automated check found. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  /** A sentence for a person. */
  detail: string;
}

/** Below this a package gets its permissions without asking the person who installs it. */
const RUNTIME_PERMISSIONS_SDK = 23;

interface Subject {
  facts: PackageFacts;
  declarations: Declarations;
}

/** Each check answers what it found, or null. */
const CHECKS = {
  debuggable: ({ facts }: Subject) =>
    facts.debuggable ? 'The package is debuggable: anybody with the device can read its data.' : null,
  'test-only': ({ facts }: Subject) =>
    facts.testOnly ? 'The package is marked as test-only; devices refuse to install it.' : null,
  'debug-certificate': ({ facts }: Subject) =>
    facts.signature.certificates.some((certificate) => certificate.debug)
      ? 'The package is signed with a debug certificate, whose key everybody has.'
      : null,
  'target-sdk-old': ({ facts }: Subject) =>
    facts.targetSdk < RUNTIME_PERMISSIONS_SDK
      ? `Target SDK ${facts.targetSdk} takes all permissions at installation (below ${RUNTIME_PERMISSIONS_SDK}).`
      : null,
  'location-denied': ({ facts, declarations }: Subject) =>
    declarations['data.collectsLocation'] === false &&
    facts.permissions.some(({ name }) => LOCATION.test(name))
      ? 'The package asks for the location, and the publisher declares that none is collected.'
      : null,
};
const LOCATION = /^android\.permission\.ACCESS_(?:FINE|COARSE|BACKGROUND)_LOCATION$/;

export type FindingCode = keyof typeof CHECKS;

/** The store's policy as data: how grave each finding is. `demo` lets the debug builds of public samples pass. */
export const REVIEW_POLICIES: Readonly<Record<'default' | 'demo', Readonly<Record<FindingCode, Severity>>>> =
  {
    default: {
      debuggable: 'block',
      'test-only': 'block',
      'debug-certificate': 'block',
      'target-sdk-old': 'warn',
      'location-denied': 'warn',
    },
    demo: {
      debuggable: 'warn',
      'test-only': 'warn',
      'debug-certificate': 'warn',
      'target-sdk-old': 'warn',
      'location-denied': 'warn',
    },
  };

export type ReviewPolicyName = keyof typeof REVIEW_POLICIES;

/** Everything that the checks found, the blocking ones first. */
export function findingsOf(policy: ReviewPolicyName, subject: Subject): Finding[] {
  const found = (Object.keys(CHECKS) as FindingCode[]).flatMap((code): Finding[] => {
    const detail = CHECKS[code](subject);
    return detail === null ? [] : [{ code, severity: REVIEW_POLICIES[policy][code], detail }];
  });
  return [...found.filter(isBlocking), ...found.filter((finding) => !isBlocking(finding))];
}

export function isBlocking(finding: Finding): boolean {
  return finding.severity === 'block';
}
