// The recruiter's page and the list of review links over a real database, with the mails that carry them.
import { reviewFeature } from '../../api/wiring/review.ts';
import { startApi } from '../api/start-api.ts';
import { publicUrl } from '../native/native-bench.ts';
import { useMailWorld } from './mail-world.ts';

export const [rita, raul] = ['rita@acme.example', 'raul@acme.example'] as const;
export const dayMs = 86_400_000;

export const useReviewWorld = async () => {
  const world = await useMailWorld();
  const { db, reviewLinks, call, clock, mailsOf, settings } = world;
  const api = await startApi(db, reviewFeature({ ...world.deps, clock }));
  await settings({ mail: { recruiters: [rita] } });

  /** The mails about what the run waits for, with their links: one for each recruiter. */
  const noticesOf = async (runId: string) =>
    (await mailsOf(runId)).filter(({ template }) => template === 'plan_ready' || template === 'assessment_ready');
  const pathTo = (runId: string, linkId: string, expiresAt = Date.now() + dayMs): string =>
    reviewLinks.urlOf({ runId, linkId, expiresAt }).slice(publicUrl.length);
  const pathOf = async (runId: string, expiresAt = Date.now() + dayMs): Promise<string> =>
    pathTo(runId, (await noticesOf(runId)).at(-1)?.id ?? '', expiresAt);

  /** Exchanges the token at the end of a path, as the page does. */
  const open = async (path: string) => {
    const response = await fetch(`${api.url}/review/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: publicUrl },
      body: JSON.stringify({ token: path.split('/').at(-1) }),
    });
    const body = (await response.json()) as { runId: string; code?: string };
    return { status: response.status, body, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
  };

  /** Opens the link and decides by it; what stands in the way of either. */
  const decide = async (path: string, decision: Record<string, unknown>) => {
    const opened = await open(path);
    if (opened.status !== 200) return { status: opened.status, body: opened.body as Record<string, unknown> };
    const response = await fetch(`${api.url}/review/api/runs/${opened.body.runId}/decisions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: opened.cookie },
      body: JSON.stringify(decision),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  const stateOf = async (runId: string): Promise<unknown> => (await call('GET', `/interviews/${runId}`)).body['state'];
  return { ...world, api, noticesOf, pathTo, pathOf, open, decide, stateOf };
};
