import { Atlas, type FreshAction } from '../../libs/regions/src/domain';
import {
  CommonWorld,
  caslAbilities,
  caslItem,
  commonItems,
  commonRules,
  jsonRulesEngine,
} from './engines-world';
import { AT, at, random } from './regions-world';
import { Report, type Round } from './report';

/**
 * The same 10,000 questions through Portolan, json-rules-engine and @casl/ability with an equivalent rule set. Stops with an error
 * unless all agree on every answer. A figure is the time of one question; the ratios are to Portolan's in the same run.
 */
const QUESTIONS = 10_000;
const ROUNDS = 5;
const ITEMS = 5_000;

interface Asked {
  readonly item: number;
  readonly market: string;
  readonly slot: number;
  readonly action: FreshAction;
}

async function main(): Promise<void> {
  const world = new CommonWorld(commonRules());
  const records = commonItems(ITEMS);
  const atlas = Atlas.compile(records, world.snapshot, AT, 1);
  const positions = records.map(({ id }) => atlas.positionOf(id));
  const plain = records.map((record) => world.plain(record));
  const next = random(7);
  const questions = Array.from({ length: QUESTIONS }, (): Asked => {
    const { code: market, slot } = at(world.rows.markets, Math.floor(next() * world.rows.markets.length));
    return { item: Math.floor(next() * ITEMS), market, slot, action: next() < 0.5 ? 'list' : 'acquire' };
  });
  const report = new Report('engines');

  /** Each round asks its share of the questions; the answers are kept outside of what is timed as far as they can be. */
  async function ask(name: string, one: (question: Asked) => boolean | Promise<boolean>) {
    const answers: boolean[] = [];
    const times: Round[] = [];
    const share = QUESTIONS / ROUNDS;
    for (const question of questions.slice(0, share)) await one(question);
    for (let round = 0; round < ROUNDS; round++) {
      const part = questions.slice(round * share, (round + 1) * share);
      const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
      for (const question of part) {
        const answer = one(question);
        answers.push(typeof answer === 'boolean' ? answer : await answer);
      }
      const wall = Number(process.hrtime.bigint() - start) / 1000 / share;
      const { user, system } = process.cpuUsage(used);
      times.push({ wall, cpu: (user + system) / share });
    }
    return { answers, figure: report.add(name, 'us', times, { items: ITEMS }) };
  }

  const position = (question: Asked) => positions[question.item] ?? -1;
  let spoken = 0;
  const decided = await ask('Portolan: decision with every reason and way out', (question) => {
    const { allowed, reasons } = atlas.decide(position(question), question.market, question.action);
    spoken += reasons.length;
    return allowed;
  });
  const bit = await ask('Portolan: decision by bit', (question) =>
    atlas.may(question.action, question.slot, position(question)),
  );
  const abilities = caslAbilities(world);
  const subjects = plain.map(caslItem);
  const casl = await ask('@casl/ability: yes or no', ({ item, market, action }) => {
    return abilities.get(market)?.can(action, at(subjects, item)) ?? false;
  });
  const engine = jsonRulesEngine(world);
  const json = await ask('json-rules-engine: every event', async ({ item, market, action }) => {
    const { events } = await engine.run({ ...at(plain, item), market, action });
    return events.length === 0;
  });

  const others = { bit, '@casl/ability': casl, 'json-rules-engine': json };
  for (const [name, { answers }] of Object.entries(others)) {
    const differing = answers.findIndex((answer, index) => answer !== decided.answers[index]);
    if (differing >= 0 || answers.length !== QUESTIONS)
      throw new Error(`${name} differs at question ${JSON.stringify(questions[differing])}.`);
  }
  const allowed = decided.answers.filter(Boolean).length;
  if (allowed < QUESTIONS / 10 || allowed > (QUESTIONS * 9) / 10)
    throw new Error('The answers are too alike.');
  console.log(
    `All agree on ${QUESTIONS} answers, ${allowed} of them yes; ${spoken} reasons given; ${world.rules.length + 1} rules.`,
  );
  const cpu = (one: typeof decided) => one.figure.cpu ?? one.figure.median;
  const ratios = Object.fromEntries(
    [
      ['json-rules-engine / decision with reasons', cpu(json) / cpu(decided)],
      ['json-rules-engine / bit', cpu(json) / cpu(bit)],
      ['@casl/ability / decision with reasons', cpu(casl) / cpu(decided)],
      ['@casl/ability / bit', cpu(casl) / cpu(bit)],
    ].map(([name, ratio]) => [String(name), Number(Number(ratio).toPrecision(3))]),
  );
  for (const [name, ratio] of Object.entries(ratios)) console.log(`${name.padEnd(46)} ${ratio} x`);
  report.finish({ questions: QUESTIONS, agreed: QUESTIONS, ratios });
}

void main();
