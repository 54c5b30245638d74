// Everyday words that are skills as well: labelled sentences in which they are meant, and in which they are not.
import { describe, expect, it } from 'vitest';
import { ambiguities } from './ambiguous-spellings.ts';
import { recogniseSkills } from './recognise-skills.ts';
import { spellings } from './skill-table.ts';

type Labelled = readonly [sentence: string, skill: string];

const meant: readonly Labelled[] = [
  ['Billing', 'Accounts receivable'],
  ['3 years of experience in billing', 'Accounts receivable'],
  ['I did the billing and chased overdue invoices.', 'Accounts receivable'],
  ['Xero, billing and payroll', 'Accounts receivable'],
  ['I processed supplier invoices and payments each week.', 'Accounts payable'],
  ['Lean', 'Lean'],
  ['We used lean and kaizen to cut waste on the line.', 'Lean'],
  ['Lean and Six Sigma', 'Lean'],
  ['I rewrote the importer in Go.', 'Go'],
  ['Go microservices', 'Go'],
  ['Go services in production', 'Go'],
  ['React front ends', 'React'],
  ['We use Go and R', 'R'],
  ['Firmware in C for motor controllers', 'C'],
  ['Our services run on Spring and Kafka.', 'Spring Boot'],
  ['I wrote the parser in Rust.', 'Rust'],
  ['An iPhone app in Swift', 'Swift'],
  ['The API is built with Express and Node.', 'Express.js'],
  ['We migrated from Oracle to PostgreSQL.', 'Oracle Database'],
  ['I handled customer returns at the till.', 'Returns and refunds'],
  ['I closed the books with Sage and did the payroll.', 'Sage'],
  ['I drove the van: driving four routes a day with parcels.', 'Driving'],
  ['I planned the dispatch of trucks from the depot.', 'Logistics'],
  ['Shipping and receiving of goods', 'Logistics'],
  ['Triage of patients in the emergency department', 'Triage'],
  ['I took handover from the night nurse on the ward.', 'Clinical handover'],
  ['Closing', 'Closing'],
  ['Closing deals with large clients', 'Closing'],
  ['I beat my quota with twelve deals.', 'Quota attainment'],
  ['I did the wiring of sockets in new houses.', 'Electrical installation'],
  ['Plumbing and heating', 'Plumbing'],
  ['Cleaning of offices and disinfection of rooms', 'Cleaning'],
  ['Milling and turning on CNC machines', 'Machining'],
  ['I prepared the statutory audit with the external accountants.', 'Auditing'],
  ['I was in charge of onboarding new hires and their payroll records.', 'Human resources'],
  ['Our containers are deployed to a cluster.', 'Docker'],
  ['DAGs in Airflow', 'Airflow'],
  ['Charting in Epic on a hospital ward', 'Electronic health records'],
  ['I write pivot tables in Excel.', 'Excel'],
];

const notMeant: readonly Labelled[] = [
  ['Go the extra mile for guests', 'Go'],
  ['Willing to work late. Go above and beyond!', 'Go'],
  ['Set Go aside; picks with scanners', 'Go'],
  ['At my last company I led the migration of our billing service to TypeScript.', 'Accounts receivable'],
  ['A colleague wanted to split the billing code into a service of its own.', 'Accounts receivable'],
  ['Contract tests between billing and CRM run per merge.', 'Accounts receivable'],
  ['The nightly export of invoices took three hours until I used a cursor.', 'Accounts payable'],
  ['We kept the team lean.', 'Lean'],
  ['I had to lean over the rail.', 'Lean'],
  ['Go and look at the logs.', 'Go'],
  ['We had to Go live on Monday.', 'Go'],
  ['Plan C was to roll back.', 'C'],
  ['It was 30 C in the hall.', 'C'],
  ['I worked in R & D for a year.', 'R'],
  ['Last Spring we moved the office.', 'Spring Boot'],
  ['Swift action saved the shift.', 'Swift'],
  ['Rust on the chassis was the cause.', 'Rust'],
  ['We sent it by Express delivery.', 'Express.js'],
  ['The Oracle of Delphi would have known.', 'Oracle Database'],
  ['The function returns a list of rows.', 'Returns and refunds'],
  ['I like driving change.', 'Driving'],
  ['We were shipping features every day.', 'Logistics'],
  ['The values follow a normal distribution.', 'Logistics'],
  ['I did the triage of bugs each morning.', 'Triage'],
  ['I wrote a handover for the next developer.', 'Clinical handover'],
  ['I was closing the browser window.', 'Closing'],
  ['The API quota was exhausted.', 'Quota attainment'],
  ['I did the wiring of modules with dependency injection.', 'Electrical installation'],
  ['Data cleaning took most of the week.', 'Cleaning'],
  ['We spent the time framing the problem.', 'Carpentry'],
  ['npm audit reported two problems.', 'Auditing'],
  ['The caching strategy was wrong.', 'Strategic planning'],
  ['The reconciliation loop of the controller was stuck.', 'Bank reconciliation'],
  ['I wrote a test harness for the parser.', 'Working at height'],
  ['An error budget and latency budgets were agreed.', 'Budgeting'],
  ['I was reporting to the plant manager.', 'Reporting'],
  ['A raft of changes was released.', 'Consensus algorithms'],
  ['Java collections were the bottleneck.', 'Accounts receivable'],
  ['We fine-tuned transformers on our texts.', 'Switchgear'],
  ['An epic failure of the router.', 'Electronic health records'],
  ['I talked to HR about it.', 'Human resources'],
  ['I raised the recall and accuracy from 70 to 85 percent.', 'Attention to detail'],
  ['The exchanges in the broker were durable.', 'Returns and refunds'],
  ['Kernel profiling and guard rails', 'Ruby on Rails'],
  ['Our fleet of small machines ran the batch.', 'Fleet management'],
];

const names = (text: string): string[] => recogniseSkills(text).map(({ skill }) => skill);

describe('everyday words that name a skill too', () => {
  it('are listed only if they are spellings of the table', () => {
    const known = new Set(spellings.map(({ text }) => text.toLowerCase()));

    expect([...ambiguities.keys()].filter((spelling) => !known.has(spelling))).toEqual([]);
  });

  it.each(meant)('"%s" names %s', (sentence, skill) => {
    expect(names(sentence)).toContain(skill);
  });

  it.each(notMeant)('"%s" does not name %s', (sentence, skill) => {
    expect(names(sentence)).not.toContain(skill);
  });
});
