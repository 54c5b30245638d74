// What requirements are about, in the grammar that questions need: every verb of a list in the same form.
import { describe, expect, it } from 'vitest';
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { topicOf } from './topic.ts';
import { verbsOf } from './verb-forms.ts';

const tasks: readonly (readonly [statement: string, topic: string])[] = [
  ['Designs PostgreSQL schemas and tunes slow queries', 'designing PostgreSQL schemas and tuning slow queries'],
  ['Has run services on Kubernetes and been on call', 'running services on Kubernetes and being on call'],
  ['Build APIs, test them and deploy them', 'building APIs, testing them and deploying them'],
  ['Able to plan projects and to lead teams', 'planning projects and leading teams'],
  ['Can read and debug JavaScript code', 'reading and debugging JavaScript code'],
  ['Picks, packs and ships orders', 'picking, packing and shipping orders'],
  ['Has taught children and speaks to parents calmly', 'teaching children and speaking to parents calmly'],
  [
    'Documents care accurately and hands over to the next shift',
    'documenting care accurately and handing over to the next shift',
  ],
  ['Prioritises work and stays calm under pressure', 'prioritising work and staying calm under pressure'],
  [
    'Worked on a surgical ward and cared for patients after operations',
    'working on a surgical ward and caring for patients after operations',
  ],
  [
    'Reads wiring diagrams, finds faults and signs off installations',
    'reading wiring diagrams, finding faults and signing off installations',
  ],
  ['Has led audits and dealt with external auditors', 'leading audits and dealing with external auditors'],
  ['Has carried a quota and beaten it', 'carrying a quota and beating it'],
  [
    'Answers phones, books appointments and greets visitors',
    'answering phones, booking appointments and greeting visitors',
  ],
  [
    'Develops web services and is responsible for their uptime',
    'developing web services and being responsible for their uptime',
  ],
  ['You have built data pipelines and you know Airflow', 'building data pipelines and knowing Airflow'],
  [
    'Understands double-entry bookkeeping and has closed the books monthly',
    'double-entry bookkeeping and closing the books monthly',
  ],
  ['Found and fixed vulnerabilities in web applications', 'finding and fixing vulnerabilities in web applications'],
  ['Wants to learn testing', 'testing'],
  ['Used Kafka', 'using Kafka'],
];

const nouns: readonly (readonly [statement: string, topic: string])[] = [
  ['Handles invoices and reports for clients', 'handling invoices and reports for clients'],
  ['Manages budgets and reports', 'managing budgets and reports'],
  ['Responsible for budgets, hiring and planning', 'budgets, hiring and planning'],
  ['Test automation and code reviews', 'test automation and code reviews'],
  ['Sales and marketing experience', 'sales and marketing'],
  ['Used car sales', 'used car sales'],
  ['LED lighting installation', 'LED lighting installation'],
  ['Distributed systems design and operation', 'distributed systems design and operation'],
  ['Attention to detail and time management', 'attention to detail and time management'],
];

describe('the subject of a requirement', () => {
  it.each(tasks)('"%s" has all its verbs in one form', (statement, topic) => {
    expect(topicOf(statement)).toBe(topic);
  });

  it.each(nouns)('"%s" keeps nouns that only look like verbs', (statement, topic) => {
    expect(topicOf(statement)).toBe(topic);
  });

  it('says the same whatever form the verbs had', () => {
    for (const statement of [
      'Plan menus and order goods',
      'Plans menus and orders the goods',
      'Planned menus and ordered goods',
    ])
      expect(topicOf(statement)).toMatch(/^planning menus and ordering (?:the )?goods$/);
  });

  it('leaves no finite verb after "and" in any of them', () => {
    for (const [statement] of tasks) {
      const topic = topicOf(statement) ?? '';
      const finite = [...topic.matchAll(/(?:,|\band|\bor) (\p{L}+)(?= (?:the|a|an|with|on|in|to|up|over)\b)/gu)]
        .map(([, word = '']) => word)
        .filter((word) => verbsOf(word).some(({ form }) => form !== 'gerund') && recogniseSkills(word).length === 0);

      expect(finite, topic).toEqual([]);
    }
  });
});
