// Every run in a row: where it stands, who is waited for and how long, and the ways into it.
import { useEffect, useState } from 'react';
import type { ConsoleRun, ConsoleView } from '../../usecases/console/view.ts';
import { unawaited } from '../ui/unawaited.ts';
import type { ConsoleApi, Settings } from './api.ts';
import css from './console.module.css';

const second = 1_000;
const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** "3 min", "2 h": what is more exact nobody needs. */
export const ageOf = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / second));
  const unit = units.find(([, length]) => seconds >= length);
  return unit === undefined ? `${seconds} s` : `${Math.floor(seconds / unit[1])} ${unit[0]}`;
};

/** Counted from the server's clock. */
const useNow = ({ now }: Pick<ConsoleView, 'now'>): number => {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const lead = now - Date.now();
    const timer = setInterval(() => setAt(Date.now() + lead), second);
    return () => clearInterval(timer);
  }, [now]);
  return Math.max(at, now);
};

type Ways = { api: ConsoleApi; temporal: Settings['temporal']; onFailed: (what: string) => void };

const Links = ({ run, api, temporal, onFailed }: Ways & { run: ConsoleRun }) => {
  const { runId, hasRoom, hasReview } = run;
  const name = run.candidateRef ?? runId;
  const open = async (place: 'room' | 'review'): Promise<void> => {
    // Opened while the click counts: a page that comes after an answer is taken for a popup.
    const page = window.open('about:blank', '_blank');
    if (page !== null) page.opener = null;
    try {
      const { url } = await api.open(runId, place);
      if (page === null) onFailed(`${name}: the browser does not let the ${place} open.`);
      page?.location.replace(url);
    } catch {
      page?.close();
      onFailed(`${name}: there is no ${place} to open at the moment.`);
    }
  };
  return (
    <span className={css['ways']}>
      {hasRoom && (
        <button type="button" aria-label={`Room of ${name}`} onClick={() => unawaited(open('room'))}>
          Room
        </button>
      )}
      {hasReview && (
        <button type="button" aria-label={`Review of ${name}`} onClick={() => unawaited(open('review'))}>
          Review
        </button>
      )}
      {temporal !== null && (
        <a href={`${temporal}/interview-${runId}`} target="_blank" rel="noopener" aria-label={`Workflow of ${name}`}>
          Workflow
        </a>
      )}
    </span>
  );
};

const Row = ({ run, now, ...ways }: Ways & { run: ConsoleRun; now: number }) => {
  const { runId, candidateRef, position, state, outcome, waitsFor, since, attention, createdAt } = run;
  return (
    <tr className={attention === null ? undefined : css['attention']}>
      <th scope="row">
        <bdi>{candidateRef ?? '–'}</bdi>
        <code className={css['id']}>{runId}</code>
      </th>
      <td>
        <bdi>{position ?? '–'}</bdi>
      </td>
      <td>
        <code>{state}</code>
        {outcome !== null && outcome !== state && <code className={css['id']}>{outcome}</code>}
        {attention !== null && <strong className={css['why']}>needs a person: {attention}</strong>}
      </td>
      <td>{waitsFor}</td>
      <td className={css['number']}>{ageOf(now - since)}</td>
      <td className={css['number']}>{ageOf(now - createdAt)}</td>
      <td>
        <Links run={run} {...ways} />
      </td>
    </tr>
  );
};

export const RunTable = ({ view, ...ways }: Ways & { view: ConsoleView }) => {
  const now = useNow(view);
  if (view.runs.length === 0) return <p>No run is like that. Make one below, or watch one: npm run demo.</p>;
  return (
    <section className={css['scrolling']} aria-label="Runs">
      <table className={css['table']}>
        <thead>
          <tr>
            {['Reference', 'Position', 'State', 'Waits for', 'Since', 'Age', 'Ways in'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.runs.map((run) => (
            <Row key={run.runId} run={run} now={now} {...ways} />
          ))}
        </tbody>
      </table>
      {view.more && <p>These are the newest that match; older runs are in the API.</p>}
    </section>
  );
};
