import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACTIONS,
  CREDENTIAL_STATUSES,
  DEAL_KINDS,
  ENFORCEMENTS,
  RETENTIONS,
} from '../../libs/regions/src/domain';
import { answersOf, workedExamples } from './worked-example';

const page = readFileSync(join(__dirname, '../../docs/regions.md'), 'utf8');
const examples = workedExamples(page);

describe('docs/regions.md', () => {
  it('has an example for each thing that it promises', () => {
    expect(examples.map(({ example }) => example)).toHaveLength(11);
    expect(new Set(examples.map(({ example }) => example)).size).toBe(examples.length);
    expect(page.split('```json').length - 1).toBe(examples.length);
  });

  it.each(examples.map((example) => [example.example, example] as const))('%s', (_, example) => {
    const answers = answersOf(example).map((answer) => ({
      ...answer,
      reasons: answer.reasons.map(({ code }) => code),
      advisories: answer.advisories.map(({ code }) => code),
    }));
    expect(answers).toMatchObject(example.questions.map(({ answer }) => answer));
  });

  it('explains every word that a rule may use', () => {
    const words = [...ACTIONS, ...RETENTIONS, ...ENFORCEMENTS, ...DEAL_KINDS, ...CREDENTIAL_STATUSES];
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
  });
});
