// Reviewers for tests in a browser: interviews that wait for a verdict, and the links that their mails carry.
import { randomBytes } from 'node:crypto';
import { createSignedLinks } from '../../infra/signed-links.ts';
import { heardBody, startHearingServer } from '../fakes/speech-server.ts';
import { answerAll, createDevice, enterRoom, sound } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor } from '../harness/journey.ts';
import { pathOf } from '../harness/native-client.ts';
import type { ParleySystem } from '../harness/system.ts';
import { useCandidates, type Invited } from './invited.ts';

export const [rita, raul] = ['rita@acme.example', 'raul@acme.example'] as const;

const signingKey = randomBytes(32);
const dayMs = 86_400_000;

/** What a system needs so that its review links can be made here. */
export const createReviewing = async () => {
  const recogniser = await startHearingServer();
  return {
    recogniser,
    env: { PARLEY_STT_URL: recogniser.url, PARLEY_SIGNING_KEY: signingKey.toString('base64') },
  };
};

type World = Pick<ParleySystem, 'apiUrl' | 'tenant' | 'owner'> & {
  recogniser: Awaited<ReturnType<typeof startHearingServer>>;
};

export const useReviewers = ({ apiUrl, tenant, owner, recogniser }: World) => {
  const candidates = useCandidates({ apiUrl, tenant });
  const { client, invite } = candidates;
  const links = createSignedLinks('review', { signingKey, publicUrl: apiUrl });

  const linkIds = async (runId: string, template: string): Promise<string[]> =>
    (
      await eventually(
        async () =>
          (await owner('mails').where({ run_id: runId, template }).orderBy('id').select('id')) as { id: string }[],
        (mails) => mails.length === 2,
      )
    ).map(({ id }) => id);

  /** Of one of the two reviewers; `expiresAt` may lie behind. */
  const linkOf = async (
    { runId }: Pick<Invited, 'runId'>,
    { reader = 0, expiresAt = Date.now() + dayMs, template = 'assessment_ready' } = {},
  ): Promise<string> => links.urlOf({ runId, linkId: (await linkIds(runId, template))[reader] ?? '', expiresAt });

  const revoke = async ({ runId }: Pick<Invited, 'runId'>, reader = 0): Promise<void> => {
    const linkId = (await linkIds(runId, 'assessment_ready'))[reader];
    const { status } = await client.call('DELETE', pathOf(runId, `/review-links/${linkId}`));
    if (status >= 300) throw new Error(`the link was not revoked: ${status}`);
  };

  /** The first answer is said aloud, or the second one is `typed`. */
  const assessed = async ({ spoken = false, typed = answerFor({ turn: 2 }) } = {}): Promise<Invited> => {
    const invited = await invite();
    const device = createDevice(apiUrl);
    const { question } = await enterRoom(device, invited.link, spoken ? 'voice' : 'text');
    // As much as is said in the four seconds that are sent.
    const heard = answerFor({ turn: 1 }).split('. ', 2).join('. ');
    if (spoken) recogniser.script({ kind: 'content', output: heardBody(`${heard}.`) });
    await answerAll(device, question, (asked) => {
      if (spoken && asked.turn === 1) return sound;
      return asked.turn === 2 ? typed : answerFor(asked);
    });
    await device.succeed('POST', '/room/api/finish');
    await client.until(invited.runId, 'ASSESSMENT_PENDING');
    return invited;
  };

  const begin = (): Promise<unknown> =>
    client.insist('PATCH', '/api/v1/tenant', { mail: { recruiters: [rita, raul] } });
  return { ...candidates, linkOf, revoke, assessed, begin };
};
