// `parley appeal`: what candidates ask to be reviewed, by the operator: which are open or overdue, and the decision of a person who is named.
import { appealOutcomes } from '../../domain/appeals/appeal.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { verdicts } from '../../domain/lifecycle/state.ts';
import { appealListStates } from '../../domain/ports/appeals.ts';
import { findAppeals } from '../../infra/db/appeals/appeal-list.ts';
import { createAppealStore } from '../../infra/db/appeals/appeal-store.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { hmacSha256, sha256, systemClock } from '../../infra/system.ts';
import { createAppealUseCases } from '../../usecases/review/appeals.ts';
import { CliError } from '../cli-error.ts';
import { actingOn } from './acting-on.ts';
import { renderRows, type Row } from './print-table.ts';
import { limitOf, oneOf } from './read-options.ts';
import type { Options, Verb, Verbs } from './verbs.ts';
import { withStores, type Stores } from './with-stores.ts';

const columns = ['runId', 'tenantId', 'state', 'overdue', 'requestedAt', 'dueAt', 'decidedAt', 'verdict', 'reviewedBy'];
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const list: Verb = {
  options: ['tenant', 'state', 'limit'],
  flags: ['overdue'],
  run: async ({ options, flags, json }) => {
    const { state, tenant: tenantId } = options;
    const filter = {
      tenantId,
      overdue: flags['overdue'] === true,
      ...(state === undefined ? {} : { state: oneOf('state', appealListStates, state) }),
    };
    const at = { now: systemClock.now(), limit: limitOf(options['limit']) };
    const found = await withStores(({ db }) => findAppeals(db, filter, at));
    const rows = found.map(({ requestedAt, dueAt, decidedAt, reasonCodes, ...codes }): Row => {
      const times = { requestedAt: iso(requestedAt), dueAt: iso(dueAt), decidedAt: iso(decidedAt) };
      return { ...codes, ...times, reasonCodes: reasonCodes.join(' ') };
    });
    return renderRows(rows, { columns, json });
  },
};

const appealsOf = ({ db, sealer, config }: Stores) => {
  const keyedDigest = (text: string): string => hmacSha256(config.keys.pepper.reveal(), text);
  const appeals = createAppealStore({ db, sealer, keyedDigest });
  return { appeals, ...createAppealUseCases({ appeals, keyedDigest, digest: sha256, clock: systemClock }) };
};

const existing = async ({ db }: Stores, runId: string): Promise<RunRef> => {
  const tenantId = await tenantOfRun(db, runId);
  if (tenantId === null) throw new CliError(`There is no interview ${runId}.`);
  return { tenantId, runId };
};

/** Codes, times and how many could decide; the words are for the reviewer, at the page. */
const factsOf = async (stores: Stores, run: RunRef): Promise<Row> => {
  const review = await appealsOf(stores).appeals.read(run);
  if (review === null) throw new AppError('appeal.not_found');
  const { state, firstVerdict, verdict, firstDecider, reviewers, dueAt } = review;
  return {
    runId: run.runId,
    tenantId: run.tenantId,
    state,
    overdue: state === 'open' && dueAt !== null && dueAt <= systemClock.now(),
    erased: review.gone,
    requestedAt: iso(review.requestedAt),
    dueAt: iso(dueAt),
    firstVerdict,
    firstDeciderNamed: firstDecider !== null,
    reviewers: reviewers.length,
    otherReviewers: reviewers.filter((one) => one !== firstDecider).length,
    decidedAt: iso(review.decidedAt),
    verdict,
    reasonCodes: review.reasonCodes.join(' '),
    reviewedBy: review.reviewedBy,
  };
};

const printed = (facts: Row, json: boolean): string =>
  json
    ? JSON.stringify(facts, null, 2)
    : Object.entries(facts)
        .map(([name, value]) => `${name.padEnd(20)}${value === null || value === '' ? '–' : String(value)}`)
        .join('\n');

const show: Verb = {
  positionals: ['runId'],
  run: ({ positionals: { runId = '' }, json }) =>
    withStores(async (stores) => printed(await factsOf(stores, await existing(stores, runId)), json)),
};

const decisionOf = ({ outcome = '', verdict, reasons, note }: Options) => ({
  outcome: oneOf('outcome', appealOutcomes, outcome),
  verdict: verdict === undefined ? null : oneOf('verdict', verdicts, verdict),
  reasonCodes: (reasons ?? '').split(',').filter((code) => code !== ''),
  note: note ?? null,
});

/** As the API takes them: codes, and not a text without an end. */
const checkSaid = ({ reasonCodes, note }: ReturnType<typeof decisionOf>): void => {
  if (reasonCodes.length > 20 || !reasonCodes.every((code) => /^[A-Za-z0-9_.:-]{1,64}$/.test(code)))
    throw new CliError('--reasons are codes with commas between them: letters, digits and _ . : -');
  if (note !== null && note.length > 5_000) throw new CliError('--note has 5,000 characters at most.');
};

const decide: Verb = {
  positionals: ['runId'],
  options: ['outcome', 'verdict', 'reasons', 'note', 'decided-by'],
  required: ['outcome', 'decided-by'],
  named: true,
  run: ({ positionals: { runId = '' }, options, json, operator: name }) =>
    withStores(async (stores) => {
      const decision = decisionOf(options);
      checkSaid(decision);
      const decidedBy = (options['decided-by'] ?? '').trim();
      if (!/^[^\p{Cc}]{1,200}$/u.test(decidedBy)) throw new CliError('--decided-by names a person, on one line.');
      const run = await existing(stores, runId);
      await actingOn(stores, run, { act: 'appeal.decided', name }, ({ actor, requestId }) =>
        appealsOf(stores).decideAppeal(run, decision, { actor, requestId, decidedBy }),
      );
      return printed(await factsOf(stores, run), json);
    }),
};

export const verbs: Verbs = { list, show, decide };
