import { Agreements } from '../../persistence/agreements/agreements';
import { AcceptAgreement } from './accept-agreement';
import { AnnounceAgreements } from './announce-agreements';
import { PublishAgreement } from './publish-agreement';
import { ReadAgreements } from './read-agreements';

export const AGREEMENT_USE_CASES = [AcceptAgreement, AnnounceAgreements, PublishAgreement, ReadAgreements];
export const AGREEMENT_PARTS = [Agreements];

export { AcceptAgreement, type AcceptAgreementCommand } from './accept-agreement';
export { AnnounceAgreements } from './announce-agreements';
export { PublishAgreement, type PublishAgreementCommand } from './publish-agreement';
export { type OwnAgreement, ReadAgreements } from './read-agreements';
