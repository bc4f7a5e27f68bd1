import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Ids, Transactional } from '@portolan/platform';
import {
  type Authority,
  FRESH_ACTIONS,
  type FreshAction,
  type Retention,
  type Visibility,
} from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import {
  type IssuedProhibition,
  ProhibitionRepository,
} from '../../persistence/rules/prohibition-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { CurrentRules } from '../decisions/current-rules';
import { refuseTaken } from '../shared/refuse-taken';
import { restrictedTo } from '../shared/kept-for-legal';
import { requireStaff } from '../shared/require-staff';
import {
  assertCompiles,
  type ItemScopeInput,
  type MarketScopeInput,
  type PeriodInput,
  readItems,
  readMarkets,
  readPeriod,
} from '../shared/rule-input';

export interface IssueProhibitionCommand {
  /** The id of the new rule, drawn beforehand: what is planned together can name it. Default: a new one. */
  newId?: string;
  /** Kebab-case; the reason's code is `LEGAL.` and the type in capitals. */
  type: string;
  items: ItemScopeInput;
  markets: MarketScopeInput;
  /** Default: both. */
  actions?: readonly FreshAction[];
  /** Default: from now on. */
  valid?: PeriodInput;
  exemptingCredentialType?: string | null;
  /** What those who have the items already keep. */
  retention: Retention;
  legalBasis?: string | null;
  /** Who ordered it; `url` is http(s). */
  authority?: Authority | null;
  /** Default: `public`. */
  visibility?: Visibility;
  /** For staff. */
  reason: string;
  actor: Actor;
}

/**
 * Blocks items in markets. It closes only, so one person is enough.
 * @throws DomainError `role-required`, `invalid-prohibition`, `invalid-market-scope`, `invalid-category`,
 *   `invalid-predicate`, `invalid-item-scope`, `invalid-period`, `invalid-authority`.
 */
@Injectable()
export class IssueProhibition {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly prohibitions: ProhibitionRepository,
    private readonly audit: AuditLog,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: IssueProhibitionCommand): Promise<Recorded<IssuedProhibition>> {
    const { actor, reason } = command;
    requireStaff(actor, 'legal', 'market-manager', 'admin');
    const id = command.newId ?? this.ids.next();
    return this.epoch.change({ actor, kind: 'prohibition.issue', ids: [id] }, async (recordedAt) => {
      await refuseTaken(this.prohibitions, command.newId);
      const rules = await this.rules.get();
      const now = this.epoch.now;
      const prohibition: IssuedProhibition = {
        id,
        type: command.type,
        items: readItems(command.items),
        markets: readMarkets(command.markets, rules, recordedAt),
        actions: [...new Set(command.actions ?? FRESH_ACTIONS)],
        valid: readPeriod(command.valid, now.getTime()),
        exemptingCredentialType: command.exemptingCredentialType ?? null,
        retention: command.retention,
        legalBasis: command.legalBasis ?? null,
        authority: readAuthority(command.authority ?? null),
        visibility: command.visibility ?? 'public',
        reason,
      };
      assertCompiles(rules, { prohibitions: [prohibition] });
      await this.prohibitions.insert(prohibition, recordedAt);
      const subject = { type: 'prohibition', id };
      await this.audit.record({
        actor,
        action: 'prohibition.issue',
        subject,
        after: prohibition,
        reason,
        restrictedTo: restrictedTo(prohibition),
      });
      return { ...prohibition, recordedAt };
    });
  }
}

/** The address is shown to people as a link. */
function readAuthority(authority: Authority | null): Authority | null {
  if (authority === null || authority.url === null) return authority;
  if (!URL.canParse(authority.url) || !/^https?:$/.test(new URL(authority.url).protocol)) {
    const detail = 'The address of an authority begins with http:// or https://.';
    const errors = [{ pointer: '/authority/url', code: 'invalid-authority', detail }];
    throw new DomainError('invalid', 'invalid-authority', detail, { errors });
  }
  return { name: authority.name, url: new URL(authority.url).href };
}
