// What may be done with an interview of Parley's own API, and what its state forbids.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Rule } from '../contract.ts';
import type { Answer } from '../exchange.ts';
import { expectShape, expectStatus, expectThat, isSuccess, skip, usable } from '../verdicts.ts';
import { ask, atOnceOf, complete, incompleteOf, plannedOf, runIdOf, state } from './native-calls.ts';

const ordering = 'Parley, integrating, 1. Ask for an interview';
const deciding = 'Parley, integrating, 3. Decide on the plan';
const errors = 'Parley, integrating, Errors';
const stated = 'Parley, integrating, States';

const refusedByState = z.looseObject({ currentState: z.string().min(1), allowedCommands: z.array(z.string()) });

const cancelOf = (bench: Bench): Promise<Answer> =>
  bench.once('cancel', async () => ask(bench, 'DELETE', `/${await runIdOf(bench)}`));

/** They change the interviews of the run: after all other rules. */
export const commandRules: Rule[] = [
  must(
    'wrong-state',
    'What the state does not allow is 409, with currentState and allowedCommands',
    errors,
    async (bench) => {
      const id = await runIdOf(bench, incompleteOf(bench));
      const answer = await ask(bench, 'POST', `/${id}/plan/approve`, { body: { planRevision: 1 } });
      expectStatus(answer, 409);
      expectShape(refusedByState, answer.body);
    },
  ),
  must('approve-stale', 'Approving another revision than the present one is 409', deciding, async (bench) => {
    if ((await plannedOf(bench)) === null) skip('No plan came in time: see --wait.');
    const id = await runIdOf(bench);
    expectStatus(await ask(bench, 'POST', `/${id}/plan/approve`, { body: { planRevision: 99 } }), 409);
  }),
  must('approve', 'Approving the plan is 200 with the candidate’s interviewLink', deciding, async (bench) => {
    const planned = (await plannedOf(bench)) ?? skip('No plan came in time: see --wait.');
    const { planRevision } = usable(z.looseObject({ planRevision: z.int() }), planned.body, 'planRevision');
    const answer = await ask(bench, 'POST', `/${await runIdOf(bench)}/plan/approve`, { body: { planRevision } });
    expectStatus(answer, 200);
    expectShape(z.looseObject({ state: z.literal('APPROVED'), interviewLink: z.url() }), answer.body);
  }),
  must('info', 'What was lacking can be supplied: 200, and the interview goes on', ordering, async (bench) => {
    const id = await runIdOf(bench, incompleteOf(bench));
    const { level, qualifications } = complete(bench, 'info');
    const answer = await ask(bench, 'PATCH', `/${id}/info`, { body: { level, qualifications } });
    expectStatus(answer, 200);
    const { state: now } = expectShape(z.looseObject({ state }), answer.body);
    expectThat(now !== 'INFO_NEEDED', 'It still waits.');
  }),
  must('cancel', 'DELETE ends an interview: 200, CANCELLED', stated, async (bench) => {
    const answer = await cancelOf(bench);
    expectStatus(answer, 200);
    expectShape(z.looseObject({ state: z.literal('CANCELLED') }), answer.body);
  }),
  must('cancel-again', 'One that has ended cannot be ended again: 409', stated, async (bench) => {
    if (!isSuccess(await cancelOf(bench))) skip('It could not be ended.');
    expectStatus(await ask(bench, 'DELETE', `/${await runIdOf(bench)}`), 409);
  }),
  should('tidy', 'The other interviews of this run can be ended too', 'So that nothing is left open', async (bench) => {
    const [one] = await atOnceOf(bench);
    const open = [incompleteOf(bench), ...(one === undefined ? [] : [Promise.resolve(one)])];
    for (const made of open) expectStatus(await ask(bench, 'DELETE', `/${await runIdOf(bench, made)}`), 200);
  }),
];
