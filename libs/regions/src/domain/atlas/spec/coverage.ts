import { bruteForce } from '../../decision/spec/brute-force';
import type { Question } from '../../decision/decision';
import { evaluatePredicate } from '../../item/evaluate-predicate';
import type { RuleRows } from '../../rules/rule-rows';

const WHAT = [
  'prohibition',
  'requirement',
  'offer',
  'state',
  'exemption',
  'credential',
  'risk acceptance',
  'unknown attribute',
  'kept after a block',
  'taken by a block',
  'subdivision of a market that is not open',
  'rule of a country in its subdivision',
  'group that changes',
  'local launch',
  'app of a product',
] as const;

/** Counts in how many questions each part of the rules had a say, so that a generator cannot come to avoid one in silence. */
export class Coverage {
  private readonly counts = new Map<string, number>(WHAT.map((what) => [what, 0]));

  /** What was seen in fewer questions than this. */
  rarely(least: number): string[] {
    return [...this.counts].filter(([, count]) => count < least).map(([what, count]) => `${what}: ${count}`);
  }

  /** Some of it by asking again without a part of the rules. */
  note(rules: RuleRows, question: Question, denials: readonly string[]): void {
    const { item, market, action } = question;
    const has = (pattern: RegExp) => denials.some((denial) => pattern.test(denial));
    this.count('prohibition', has(/^P\d/));
    this.count('requirement', has(/^R\d/));
    this.count('offer', has(/^(publisher|store):/));
    this.count('state', has(/^(market:|unpublished|withdrawn|launch|price|orphan)/));
    this.count(
      'unknown attribute',
      denials.some((denial) => restsOnUnknown(rules, question, denial)),
    );
    this.count('subdivision of a market that is not open', market.includes('-') && has(/^market:\w+@BB$/));
    const { launch } = item.facts;
    this.count('local launch', launch?.time.kind === 'market-local' && denials.includes(`launch@${item.id}`));
    const app = item.parent?.id;
    this.count(
      'app of a product',
      app !== undefined && denials.length > 0 && denials.every((denial) => denial.endsWith(app)),
    );
    const isFresh = action === 'list' || action === 'acquire';
    if (!isFresh) {
      const isBlocked = bruteForce(rules, {
        ...question,
        action: 'acquire',
      }).some((denial) => /^P/.test(denial));
      this.count('kept after a block', isBlocked && denials.length === 0);
      this.count('taken by a block', isBlocked && has(/^P/));
    }
    const without = (other: Partial<RuleRows>) => bruteForce({ ...rules, ...other }, question);
    const isMore = (list: readonly string[], start: string) =>
      list.some((denial) => denial.startsWith(start) && !denials.includes(denial));
    const unlicensed = without({ credentials: [] });
    this.count('exemption', isMore(unlicensed, 'P'));
    this.count('credential', isMore(unlicensed, 'R'));
    this.count('risk acceptance', isMore(without({ riskAcceptances: [] }), 'R'));
    const lasting = rules.groups.map((group) => ({
      ...group,
      members:
        group.members?.map(({ market: member }) => ({ market: member, from: null, until: null })) ?? null,
    }));
    this.count('group that changes', without({ groups: lasting }).join() !== denials.join());
    if (!market.includes('-')) return;
    const apart = rules.markets.map((one) => (one.code === market ? { ...one, parent: null } : one));
    this.count('rule of a country in its subdivision', without({ markets: apart }).join() !== denials.join());
  }

  private count(what: (typeof WHAT)[number], is: boolean): void {
    if (is) this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

function restsOnUnknown(rules: RuleRows, { item }: Question, denial: string): boolean {
  const [id, subject] = denial.split('@');
  const rule = [...rules.prohibitions, ...rules.requirements].find((one) => one.id === id);
  const where = rule?.items.where ?? null;
  const about = subject === item.id ? item : item.parent;
  return where !== null && about !== null && evaluatePredicate(where, about) === 'unknown';
}
