import type { Actor } from '@portolan/platform';
import type { Holder } from '../../domain';
import type { ItemScopeInput, MarketScopeInput, PeriodInput } from '../shared/rule-input';

export interface RecordCredentialCommand {
  /** The id of the new rule, drawn beforehand: what is planned together can name it. Default: a new one. */
  newId?: string;
  /** Kebab-case, dots for families: `radio.fcc`, `patent-licence.nokia`. */
  type: string;
  holder: Holder;
  issuer: string;
  number?: string | null;
  items: ItemScopeInput;
  markets: MarketScopeInput;
  /** Default: all. */
  standards?: readonly string[] | null;
  /** Default: always. */
  valid?: PeriodInput;
  /** `draft` while papers are missing; only `verified` counts, and that is a step of its own. Default: `submitted`. */
  status?: 'draft' | 'submitted';
  dealId?: string | null;
  conditions?: readonly string[];
  /** Where the paper lies outside the store; files are sent with `UploadEvidence`. */
  evidence?: string | null;
  /** The credential of the same type and holder whose place it takes: that one lapses when this one is verified. */
  supersedes?: string | null;
  actor: Actor;
}
