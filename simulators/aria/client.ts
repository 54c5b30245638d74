// An ATS that was built on ARIA's guide: it brings candidates in, polls until a result is there, and holds every answer against the guide.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openStage, type Stage } from '../stage.ts';

/** What the guide shows of a candidate; what else is there is passed over. */
const candidate = z.looseObject({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  jobId: z.string().nullable(),
  overallScore: z.number().min(0).max(10).multipleOf(0.1).nullable(),
  recommendation: z.enum(['advance', 'maybe', 'pass']).nullable(),
  status: z.string(),
});
export type AriaRecord = z.output<typeof candidate>;

const texts = z.array(z.string());
const scorecard = z.looseObject({
  categories: z.array(z.looseObject({ name: z.string(), score: z.number().min(0).max(10).nullable() })),
  strengths: texts,
  concerns: texts,
  keyInsights: texts,
  redFlags: texts,
  executiveSummary: z.string().nullable(),
  detailedAnalysis: z.string().nullable(),
});
export type AriaScorecard = z.output<typeof scorecard>;

const recording = z.looseObject({
  recordingUrl: z.string().nullable(),
  provider: z.string(),
  transcript: z.array(z.looseObject({ speaker: z.string(), text: z.string(), startMs: z.number().nullable() })),
});
export type AriaRecording = z.output<typeof recording>;

const page = z.object({ candidates: z.array(candidate), total: z.int(), page: z.int(), limit: z.int() });
const taken = z.looseObject({ id: z.string(), interviewId: z.string(), status: z.string() });
const envelope = z.strictObject({ success: z.literal(true), data: z.unknown(), timestamp: z.iso.datetime() });

export type AriaClient = {
  stage: Stage;
  /** Whatever a client of the guide could not use. */
  complaints: string[];
  bringIn(person: { name: string; email: string; jobId: string }): Promise<z.output<typeof taken> | null>;
  list(query: string): Promise<z.output<typeof page> | null>;
  /** Asks until the candidate is `completed` or `closed`; null when neither came in time. */
  await(id: string, patienceMs: number): Promise<AriaRecord | null>;
  scorecard(id: string): Promise<AriaScorecard | null>;
  recording(id: string): Promise<AriaRecording | null>;
  close(): Promise<void>;
};

type Settings = { baseUrl: string; keys: { core: string; candidate_import: string } };

const pollEveryMs = 500;

export const startAriaClient = async ({ baseUrl, keys }: Settings): Promise<AriaClient> => {
  // Nobody calls an ATS back at ARIA: it has an address all the same, to complain of whoever does.
  const stage = await openStage(({ method, path }) => {
    complaints.push(`Nobody was asked to call ${method} ${path}.`);
    return { status: 404 };
  });
  const complaints: string[] = [];

  const call = async <T>(key: string, method: string, path: string, schema: z.ZodType<T>, body?: unknown) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await stage.call({ method, url: `${baseUrl}${path}`, headers, body });
    const read = envelope.safeParse(answer.body);
    const data = read.success ? schema.safeParse(read.data.data) : read;
    const [issue] = data.error?.issues ?? [];
    if (answer.status === 200 && data.success) return data.data as T;
    complaints.push(
      `${method} ${path}: ${answer.status}, ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'no 200'}`,
    );
    return null;
  };
  const one = (id: string): string => `/candidates/${encodeURIComponent(id)}`;

  return {
    stage,
    complaints,
    bringIn: (person) => call(keys.candidate_import, 'POST', '/candidates', taken, person),
    list: (query) => call(keys.core, 'GET', `/candidates?${query}`, page),
    await: async (id, patienceMs) => {
      const deadline = Date.now() + patienceMs;
      for (;;) {
        const found = await call(keys.core, 'GET', one(id), candidate);
        if (found === null || found.status === 'completed' || found.status === 'closed') return found;
        if (Date.now() > deadline) return null;
        await sleep(pollEveryMs);
      }
    },
    scorecard: (id) => call(keys.core, 'GET', `${one(id)}/scorecard`, scorecard),
    recording: (id) => call(keys.core, 'GET', `${one(id)}/recording`, recording),
    close: () => stage.close(),
  };
};
