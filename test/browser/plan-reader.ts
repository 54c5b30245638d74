// A recruiter with a plan to decide on: an interview as far as its plan, and the link of the mail about it.
import type { Page } from 'playwright-core';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import type { ParleySystem } from '../harness/system.ts';

export type Planned = { runId: string; link: string };

/** `system` keeps its mails, as `npm start` does. */
export const usePlans = (system: Pick<ParleySystem, 'apiUrl' | 'db' | 'tenant'>) => {
  const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: system.tenant.apiKeys.integration });

  const textOf = async (path: string): Promise<string> => (await fetch(`${system.apiUrl}${path}`)).text();

  /** With the link of the newest mail about the plan. */
  const planned = async (): Promise<Planned> => {
    await client.insist('PATCH', '/api/v1/tenant', { mail: { recruiters: ['rita@acme.example'] } });
    const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, {
      ...engineerRequest,
      candidateRef: `plan-${crypto.randomUUID()}`,
    });
    await client.until(runId, 'PENDING');
    const [mailId] = await eventually(
      () => system.db('mails').where({ run_id: runId, template: 'plan_ready', status: 'outbox' }).pluck('id'),
      (ids) => ids.length > 0,
    );
    const link = /http:[^\s"<]*\/review\/(?!inbox)[\w.-]+/.exec(await textOf(`/dev/outbox/${mailId}`))?.[0] ?? '';
    return { runId, link };
  };

  /** By somebody else, over the API. */
  const revise = async (runId: string, instructions: string, revision: number): Promise<void> => {
    await client.insist('PATCH', pathOf(runId, '/plan/revise'), { instructions, planRevision: revision - 1 });
    await eventually(
      () => client.read(runId),
      ({ state, plan }) => state === 'PENDING' && plan?.revision === revision,
    );
  };

  return { client, planned, revise };
};

export const revisionIs = (page: Page, number: number) =>
  page.getByText(`It is about revision ${number}.`, { exact: true }).waitFor();

export const wishOf = (page: Page, question: number) =>
  page.getByRole('textbox', { name: `Question ${question}: What should change` });
