// How a simulator is played from outside: `/_` tells who is there, and small calls move, edit, reject, or make trouble.
import { z } from 'zod';
import type { SimulatedAts } from './ats.ts';
import type { Received, Reply } from './stage.ts';

const moveBody = z.strictObject({ stage: z.string() });
const editBody = z.strictObject({
  object: z.enum(['candidate', 'application']).optional(),
  key: z.string(),
  value: z.json(),
});
const mergeBody = z.strictObject({ into: z.string() });
const applicantBody = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string().optional(),
});
const troubleBody = z.strictObject({
  on: z.string().max(200).optional(),
  times: z.int().min(1).max(1000).optional(),
  status: z.int().min(400).max(599).optional(),
  hang: z.literal(true).optional(),
  applied: z.literal(true).optional(),
});
const hookBody = z.strictObject({
  url: z.url(),
  secret: z.string().optional(),
  actions: z.array(z.string()).optional(),
});
const awayBody = z.strictObject({ ms: z.int().min(0) });

/** Until the answer to the call has gone out. */
const partingMs = 100;

type Act = (ats: SimulatedAts, id: string, body: unknown) => unknown;

const move: Act = (ats, id, body) => {
  const { stage } = moveBody.parse(body);
  const { stages } = ats.jobs.find((job) => job.id === ats.record(id)?.jobId) ?? { stages: [] };
  ats.moveTo(id, stages.find((one) => one.id === stage)?.id ?? ats.stageNamed(id, stage));
  return ats.record(id);
};

const edit: Act = (ats, id, body) => {
  const { object, key, value } = editBody.parse(body);
  ats.edit({ applicationId: id, key, value: value as never, ...(object !== undefined && { object }) });
  return ats.record(id);
};

const trouble: Act = (ats, _id, body) => {
  const { on, times, status, hang, applied } = troubleBody.parse(body);
  ats.troubles.push({
    ...(on !== undefined && { on: new RegExp(RegExp.escape(on)) }),
    ...(times !== undefined && { times }),
    ...(status !== undefined && { reply: { status, body: { message: 'As asked for.' } } }),
    ...(hang !== undefined && { reply: { status: 0, lost: 'hang' as const } }),
    ...(applied !== undefined && { applied }),
  });
};

const acts: Record<string, Act> = {
  'GET /_': ({ jobs, candidates }) => ({ jobs, candidates }),
  'POST /_/hooks': ({ hooks }, _id, body) => {
    const { url, secret, actions } = hookBody.parse(body);
    return hooks.add({ url, ...(secret !== undefined && { secret }), ...(actions !== undefined && { actions }) });
  },
  'GET /_/hooks': ({ hooks }) => ({ hooks: hooks.list, sent: hooks.sendings }),
  'POST /_/applications': (ats, _id, body) => {
    const { phone, ...person } = applicantBody.parse(body);
    return ats.apply({ ...person, ...(phone !== undefined && { phone }) });
  },
  'GET /_/applications/:id': (ats, id) => ats.record(id),
  'POST /_/applications/:id/move': move,
  'POST /_/applications/:id/edit': edit,
  'POST /_/applications/:id/reject': (ats, id) => ats.reject(id),
  'POST /_/applications/:id/hire': (ats, id) => ats.hire(id),
  'POST /_/candidates/:id/delete': (ats, id) => ats.deleteCandidate(id),
  'POST /_/candidates/:id/anonymize': (ats, id) => ats.anonymize(id),
  'POST /_/candidates/:id/merge': (ats, id, body) => ats.merge(id, mergeBody.parse(body).into),
  'POST /_/jobs/:id/close': (ats, id) => ats.closeJob(id),
  'POST /_/troubles': trouble,
  'POST /_/stop': ({ stop }) => void setTimeout(() => stop.abort(), partingMs),
  'POST /_/away': (ats, _id, body) => ats.away(awayBody.parse(body).ms),
};

const perform = async (ats: SimulatedAts, act: Act, id: string, body: string): Promise<Reply> => {
  try {
    const done = await act(ats, id, body === '' ? {} : JSON.parse(body));
    return { status: 200, body: done ?? { done: true } };
  } catch (error) {
    return { status: 400, body: { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) } };
  }
};

/** Null for whatever the vendor itself answers. */
export const control = (ats: SimulatedAts, { method, path, body }: Received): Promise<Reply> | Reply | null => {
  if (path !== '/_' && !path.startsWith('/_/')) return null;
  const [, , kind = '', id = '', verb = ''] = path.split('/');
  const form = ['/_', kind, id === '' ? '' : ':id', verb].filter((part) => part !== '').join('/');
  const act = acts[`${method} ${form}`];
  return act === undefined ? { status: 404, body: { calls: Object.keys(acts) } } : perform(ats, act, id, body);
};
