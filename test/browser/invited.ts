// Candidates for tests in a browser: invited through the native API, and where a test needs it already through their interview.
import { answerAll, createDevice, enterRoom, type CandidateDevice } from '../harness/candidate.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type NativeClient } from '../harness/native-client.ts';
import type { ParleySystem } from '../harness/system.ts';

export type Invited = { runId: string; link: string; token: string };

export const useCandidates = ({ apiUrl, tenant }: Pick<ParleySystem, 'apiUrl' | 'tenant'>) => {
  const client: NativeClient = createNativeClient({ baseUrl: apiUrl, apiKey: tenant.apiKeys.integration });

  const invite = async (): Promise<Invited> => {
    const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, {
      ...engineerRequest,
      candidateRef: `application-${crypto.randomUUID()}`,
    });
    await client.until(runId, 'PENDING');
    const { interviewLink } = await client.insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'));
    return { runId, link: interviewLink, token: interviewLink.split('/').at(-1) ?? '' };
  };

  /** As far as the first question, or past the last one, on a device that says no name. */
  const begin = async ({ link }: Invited, { answered = false } = {}): Promise<CandidateDevice> => {
    const device = createDevice(apiUrl);
    const { question } = await enterRoom(device, link);
    if (answered) await answerAll(device, question, answerFor);
    return device;
  };

  const decided = async (invited: Invited): Promise<void> => {
    const device = await begin(invited, { answered: true });
    await device.succeed('POST', '/room/api/finish');
    await client.until(invited.runId, 'ASSESSMENT_PENDING');
    await client.insist('POST', pathOf(invited.runId, '/assessment/approve'), {
      verdict: 'NO_HIRE',
      reasonCodes: ['reference'],
      note: 'Not yet.',
      approvedBy: 'Rita',
    });
    await client.until(invited.runId, 'ASSESSMENT_APPROVED');
  };

  return { client, invite, begin, decided };
};
