// Follows one run by long-polling, as an ATS without webhooks would, and shows each change of state when it comes.
import { performance } from 'node:perf_hooks';

import { CliError } from '../cli-error.ts';
import { interview, type Interview, type TimelineAnswer } from './answers.ts';
import type { DemoCaller } from './http.ts';
import type { Screen } from './screen.ts';

/** Drafting and scoring by a slow model, with its retries. */
const patienceMs = 300_000;
const waitSeconds = 20;
const endings = new Set(['ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED']);

export type Follower = {
  /** @throws CliError when the run ends otherwise, needs attention, or nothing comes */
  until: (state: string) => Promise<Interview>;
};

export const interviewPath = (runId: string): string => `/api/v1/integration/interviews/${runId}`;

const showChange = (screen: Screen, { at, from, to, type, actor }: TimelineAnswer): void => {
  if (from === to) return;
  const change = from === null ? to : `${from} → ${to}`;
  screen.pair(`● ${change}`, `${type} by ${actor.kind}  ${screen.elapsedSeconds(Date.parse(at)).padStart(8)}`, 'cyan');
};

export const followRun = (ats: DemoCaller, runId: string, screen: Screen): Follower => {
  let shownSeq = 0;

  const read = async (query: string): Promise<Interview> => {
    const path = `${interviewPath(runId)}${query}`;
    const { body } = await ats({ method: 'GET', path, expected: 200, answer: interview });
    for (const entry of body.timeline) if (entry.seq > shownSeq) showChange(screen, entry);
    shownSeq = Math.max(shownSeq, body.seq);
    return body;
  };

  return {
    until: async (state) => {
      const deadline = performance.now() + patienceMs;
      let view = await read('');
      while (view.state !== state) {
        if (view.attention !== null) {
          throw new CliError(`The run stopped in ${view.state} and needs attention: ${view.attention.code}`);
        }
        if (endings.has(view.state))
          throw new CliError(`The run ended as ${view.state} (${view.outcome ?? 'no outcome'}).`);
        if (performance.now() > deadline) throw new CliError(`The run is still ${view.state}; ${state} did not come.`);
        view = await read(`?wait=${waitSeconds}&afterSeq=${view.seq}`);
      }
      return view;
    },
  };
};
