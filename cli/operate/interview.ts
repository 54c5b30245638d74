// `parley interview`: finding interviews, seeing what they wait for, and setting them going again, by the operator.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { allowedCommands } from '../../domain/lifecycle/check.ts';
import { canHold, localesOf } from '../../domain/request/interview-locales.ts';
import { interviewStates } from '../../domain/lifecycle/state.ts';
import { deadlineOf } from '../../domain/lifecycle/timers.ts';
import { waitedFor, waitsFor } from '../../domain/lifecycle/work.ts';
import type { WorkflowStatus } from '../../domain/ports/engine.ts';
import { parseDuration } from '../../domain/text/duration.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import {
  findForOperator,
  readForOperator,
  timelineForOperator,
  type OperatorFilter,
  type OperatorRow,
} from '../../infra/db/interviews/operator-reads.ts';
import type { Restarted } from '../../usecases/interviews/restart-interview.ts';
import { interviewWorkflowId } from '../../workflows/contracts.ts';

import { CliError } from '../cli-error.ts';
import { withInterviewActs, type InterviewActs } from './interview-acts.ts';
import { renderRows, type Row } from './print-table.ts';
import type { Options, Verb, Verbs } from './verbs.ts';
import { withStores, type Stores } from './with-stores.ts';

const columns = ['runId', 'tenantId', 'state', 'waitsFor', 'since', 'attention', 'endsAt'];
const limitDefault = 50;
const limitMax = 1_000;
const iso = (at: number | null): string | null => (at === null || at === 0 ? null : new Date(at).toISOString());

const rowOf = ({ runId, tenantId, machine, policy, createdAt, updatedAt }: OperatorRow): Row => ({
  runId,
  tenantId,
  state: machine.state,
  outcome: machine.outcome,
  waitsFor: waitsFor(machine),
  since: iso(machine.waitingSince),
  attention: machine.attention?.code ?? null,
  attentionSince: iso(machine.attention?.since ?? null),
  endsAt: iso(deadlineOf(machine, policy)),
  seq: machine.seq,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const oneOf = <const Name extends string>(option: string, names: readonly Name[], text: string | undefined) => {
  const found = names.find((name) => name === text);
  if (text !== undefined && found === undefined) throw new CliError(`--${option} is one of: ${names.join(', ')}`);
  return found;
};

const codeOf = (option: string, text: string): string => {
  if (!/^[A-Za-z0-9_.:-]{1,64}$/.test(text))
    throw new CliError(`--${option} is a code: letters, digits and _ . : -; never a name or a sentence.`);
  return text;
};

const timeBefore = (text: string): number => {
  const durationMs = parseDuration(text);
  if (durationMs === null) throw new CliError('--older-than takes a duration such as PT2H or P3D.');
  return Date.now() - durationMs;
};

const limitOf = (text: string): number => {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > limitMax)
    throw new CliError(`--limit is a number from 1 to ${limitMax}.`);
  return limit;
};

const filterOf = (options: Options): OperatorFilter => ({
  tenantId: options['tenant'],
  state: oneOf('state', interviewStates, options['state']),
  waitsFor: oneOf('waits-for', waitedFor, options['waits-for']),
  attention: options['attention'] === undefined ? undefined : codeOf('attention', options['attention']),
  waitingBefore: options['older-than'] === undefined ? undefined : timeBefore(options['older-than']),
  after: options['after'],
});

const list: Verb = {
  options: ['tenant', 'state', 'waits-for', 'attention', 'older-than', 'after', 'limit'],
  run: async ({ options, json }) => {
    const [filter, limit] = [filterOf(options), limitOf(options['limit'] ?? String(limitDefault))];
    const rows = await withStores(({ db }) => findForOperator(db, filter, limit + 1));
    const shown = rows.slice(0, limit);
    const text = renderRows(shown.map(rowOf), { columns, json });
    const last = shown.at(-1);
    return json || rows.length <= limit || last === undefined
      ? text
      : `${text}\n\nThere are more: add --after ${last.runId}`;
  },
};

const find: Verb = {
  options: ['external-id', 'tenant'],
  required: ['external-id'],
  run: async ({ options, json }) => {
    const filter = { externalId: options['external-id'], tenantId: options['tenant'] };
    const rows = await withStores(({ db }) => findForOperator(db, filter, limitMax));
    return { text: renderRows(rows.map(rowOf), { columns, json }), exitCode: rows.length === 0 ? 1 : 0 };
  },
};

const existing = async ({ db }: Stores, runId: string): Promise<RunRef> => {
  const tenantId = await tenantOfRun(db, runId);
  if (tenantId === null) throw new CliError(`There is no interview ${runId}.`);
  return { tenantId, runId };
};

const workflowText = (seen: WorkflowStatus | null): string => {
  if (seen === null) return 'Temporal does not answer';
  if (seen.status === 'closed') return `closed since ${iso(seen.closedAt)}${seen.byForce ? ', by force' : ''}`;
  return seen.status === 'unknown' ? 'unknown to Temporal' : 'running';
};

const factsOf = (row: OperatorRow, seen: WorkflowStatus | null): Row => ({
  ...rowOf(row),
  planRevision: row.machine.planRevision,
  assessmentRevision: row.machine.assessmentRevision,
  scheduledAt: iso(row.machine.scheduledAt),
  allowedCommands: allowedCommands(row.machine).join(', '),
  restarts: row.machine.restarts ?? 0,
  workflowId: interviewWorkflowId(row.runId),
  workflow: workflowText(seen),
});

const asLines = (facts: Row): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name.padEnd(20)}${value === null || value === '' ? '–' : String(value)}`)
    .join('\n');

const readRow = async (stores: Stores, run: RunRef): Promise<OperatorRow> => {
  const row = await readForOperator(stores.db, run);
  if (row === undefined) throw new AppError('interview.not_found');
  return row;
};

const show: Verb = {
  positionals: ['runId'],
  run: ({ positionals: { runId = '' }, json }) =>
    withStores(async (stores) => {
      const row = await readRow(stores, await existing(stores, runId));
      const facts = factsOf(row, await withInterviewActs(stores, ({ workflowOf }) => workflowOf(runId)));
      return json ? JSON.stringify(facts, null, 2) : asLines(facts);
    }),
};

const timeline: Verb = {
  positionals: ['runId'],
  run: ({ positionals: { runId = '' }, json }) =>
    withStores(async (stores) => {
      const entries = await timelineForOperator(stores.db, await existing(stores, runId));
      if (json) return JSON.stringify(entries, null, 2);
      const rows = entries.map(({ seq, at, type, from, to, actorKind, detail }) => ({
        seq,
        at: at.toISOString(),
        fact: type,
        state: from === to ? to : `${from} → ${to}`,
        actor: actorKind,
        detail: Object.keys(detail).length === 0 ? '' : JSON.stringify(detail),
      }));
      return renderRows(rows, { columns: ['seq', 'at', 'fact', 'state', 'actor', 'detail'], json });
    }),
};

/** Does the act and shows the interview as it is then. */
/** Ordered while another engine was at work: it goes on all the same, and nobody is to be surprised by its language. */
const languageNote = ({ config }: Stores, { locale }: OperatorRow): string | null => {
  const locales = localesOf(config.engine.kind);
  if (canHold(locale, locales)) return null;
  return `The engine of this deployment holds interviews in these languages only: ${locales.join(', ')}. This one was ordered in ${locale}: it goes on in English, and the notice tells the candidate so.`;
};

type Acted = { result: string; text: string; goesOn?: boolean };

const acting = (
  runId: string,
  json: boolean,
  act: (acts: InterviewActs, run: RunRef) => Promise<Acted>,
): Promise<string> =>
  withStores((stores) =>
    withInterviewActs(stores, async (acts) => {
      const run = await existing(stores, runId);
      const { result, text, goesOn = false } = await act(acts, run);
      const found = await readRow(stores, run);
      const [row, note] = [rowOf(found), goesOn ? languageNote(stores, found) : null];
      if (json) return JSON.stringify({ ...row, result, ...(note !== null && { note }) }, null, 2);
      return `${note === null ? text : `${text}\n${note}`}\n\n${renderRows([row], { columns, json })}`;
    }),
  );

const retry: Verb = {
  positionals: ['runId'],
  named: true,
  run: ({ positionals: { runId = '' }, json, operator }) =>
    acting(runId, json, async (acts, run) => {
      await acts.retry(run, operator);
      return { result: 'retried', text: 'The failed work is tried again.', goesOn: true };
    }),
};

const cancel: Verb = {
  positionals: ['runId'],
  options: ['reason'],
  required: ['reason'],
  named: true,
  run: ({ positionals: { runId = '' }, options, json, operator }) => {
    const reasonCode = codeOf('reason', options['reason'] ?? '');
    return acting(runId, json, async (acts, run) => {
      await acts.cancel(run, reasonCode, operator);
      return { result: 'cancelled', text: 'The interview is cancelled.' };
    });
  },
};

const restartText: Record<Restarted['result'], string> = {
  restarted: 'The workflow goes on from the last state.',
  running: 'The workflow is running: nothing was restarted.',
  starting: 'The workflow was about to be started anyway, and is now.',
};

const restart: Verb = {
  positionals: ['runId'],
  named: true,
  run: ({ positionals: { runId = '' }, json, operator }) =>
    acting(runId, json, async (acts, run) => {
      const { result } = await acts.restart(run, operator);
      return { result, text: restartText[result], goesOn: true };
    }),
};

export const verbs: Verbs = { list, find, show, timeline, retry, cancel, restart };
