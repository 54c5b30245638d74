// What an integrator and a candidate do from a request to a verdict, step by step; tests interrupt it between or within the steps.
import { answerAll, createDevice, enterRoom, sound, type AskedQuestion, type CandidateDevice } from './candidate.ts';
import { interviewsPath, pathOf, type InterviewView, type NativeClient } from './native-client.ts';

export const engineerRequest = {
  candidateRef: 'application-1',
  candidateName: 'Zoë Example',
  candidateEmail: 'zoe@example.com',
  companyName: 'Acme',
  position: 'Backend Engineer',
  level: 'SENIOR',
  qualifications: [
    'Five years of TypeScript and Node.js in production',
    'Designs PostgreSQL schemas and tunes slow queries',
    'Has run services on Kubernetes and been on call',
  ],
} as const;

const goodAnswers = [
  'I led the move of our billing service to TypeScript. I split the monolith into four Node.js services, wrote the contract tests myself and cut deployment time from 40 minutes to 6. We considered Go but chose TypeScript because the team knew it.',
  'I designed the PostgreSQL schema for orders with partitions by month. A query took 9 seconds; I used EXPLAIN ANALYZE, added a partial index and rewrote the join, and it dropped to 80 ms. The trade-off was slower writes, about 3 percent, which I measured.',
  'I was on call for our Kubernetes cluster for two years. During one outage I found that a liveness probe was killing pods under load. I rolled back within 7 minutes and wrote the report; afterwards we had 60 percent fewer pages.',
] as const;

/** Turn 1 gets the first, and so on, round and round. */
export const answerFor = ({ turn }: Pick<AskedQuestion, 'turn'>): string =>
  goodAnswers[(turn - 1) % goodAnswers.length] ?? '';

/** The steps at which a test may interrupt. */
export type Step = 'created' | 'approving' | 'talking' | 'finishing' | 'deciding';

export type Journey = { runId: string; final: InterviewView; questions: AskedQuestion[]; device: CandidateDevice };

type Options = {
  client: NativeClient;
  apiUrl: string;
  request?: Record<string, unknown>;
  /** Called when a step begins, without waiting for it. */
  onStep?: (step: Step, runId: string) => void;
  patienceMs?: number;
  /** Who decides on plan and assessment. */
  recruiter?: string;
  /** The turns that are spoken; all are typed unless it says so. */
  spoken?: readonly number[];
  said?: Uint8Array;
};

const talkingFromTurn = 2;

/** From request to verdict, patient with every outage. */
export const wholeJourney = async (options: Options): Promise<Journey> => {
  const { client, apiUrl, request = engineerRequest, onStep = () => undefined, patienceMs = 120_000 } = options;
  const { spoken = [], said = sound, recruiter = 'Rita' } = options;
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, request);
  onStep('created', runId);
  await client.until(runId, 'PENDING');
  const approval = client.insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'), {
    planRevision: 1,
    approvedBy: recruiter,
  });
  onStep('approving', runId);
  const { interviewLink } = await approval;
  const device = createDevice(apiUrl, { patienceMs });
  const { question } = await enterRoom(device, interviewLink, spoken.length > 0 ? 'voice' : 'text');
  const questions = await answerAll(device, question, (asked) => {
    if (asked.turn === talkingFromTurn) onStep('talking', runId);
    return spoken.includes(asked.turn) ? said : answerFor(asked);
  });
  const finish = device.succeed('POST', '/room/api/finish');
  onStep('finishing', runId);
  await finish;
  await client.until(runId, 'ASSESSMENT_PENDING');
  const verdict = client.insist('POST', pathOf(runId, '/assessment/approve'), {
    verdict: 'HIRE',
    reasonCodes: ['reference'],
    note: 'Good.',
    approvedBy: recruiter,
  });
  onStep('deciding', runId);
  await verdict;
  return { runId, final: await client.until(runId, 'ASSESSMENT_APPROVED'), questions, device };
};
