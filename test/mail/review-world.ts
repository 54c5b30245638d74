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

  const open = async (path: string) => {
    const response = await fetch(`${api.url}${path}`);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  const decide = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl, ...headers },
      body: new URLSearchParams(fields).toString(),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  const stateOf = async (runId: string): Promise<unknown> => (await call('GET', `/interviews/${runId}`)).body['state'];
  return { ...world, api, noticesOf, pathTo, pathOf, open, decide, stateOf };
};
