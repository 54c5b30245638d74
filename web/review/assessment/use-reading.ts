// Puts together what the parts of the assessment read, and sends what was looked at every few seconds.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AssessmentPart, OwnRating, ReviewView } from '../../../usecases/review/view.ts';
import { unawaited } from '../../ui/unawaited.ts';
import type { ReviewApi } from '../api.ts';
import { troubleOf } from '../failure.ts';
import { momentOf, placesOf } from './places.ts';
import { usePlayer } from './player.ts';
import { panelId } from './panel-id.ts';
import { focusRevealed } from './revealed.tsx';
import { everything, turnId, type Led, type Rating, type Reading, type Revealed } from './reading.ts';
import { createTrace, type Trace } from './trace.ts';

type Shown = { view: ReviewView; assessment: AssessmentPart; api: ReviewApi; onView: (view: ReviewView) => void };

const now = (): number => performance.now();

const everyMs = 10_000;

type Traced = { api: ReviewApi; runId: string; revision: number; isWaiting: boolean };

/** What is looked at once it is decided is no evidence for the decision, and is not told. */
const useTrace = ({ api, runId, revision, isWaiting }: Traced): Trace => {
  const trace = useMemo(
    () =>
      createTrace({
        now,
        send: async (entries) => (isWaiting ? await api.trace(runId, { revision, entries }) : null),
      }),
    [api, runId, revision, isWaiting],
  );
  useEffect(() => {
    const flush = (): void => unawaited(trace.flush());
    const timer = setInterval(() => document.visibilityState === 'visible' && flush(), everyMs);
    const turn = (): void => {
      if (document.visibilityState === 'visible') trace.back();
      else unawaited(trace.flush('away'));
    };
    document.addEventListener('visibilitychange', turn);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', turn);
      flush();
    };
  }, [trace]);
  return useMemo(
    () => ({
      ...trace,
      // What was opened is on record before a reload can lose it.
      note: (...said: Parameters<Trace['note']>) => {
        trace.note(...said);
        unawaited(trace.flush());
      },
    }),
    [trace],
  );
};

/** What has `data-trace` is counted while half of it, or half of the window, shows it. */
const useObserver = (trace: Trace) => {
  const [root, setRoot] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (root === null) return undefined;
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
          const name = target instanceof HTMLElement ? (target.dataset['trace'] ?? '') : '';
          if (isIntersecting) trace.enter(name);
          else trace.leave(name, boundingClientRect.bottom < (rootBounds?.bottom ?? 0));
        }
      },
      { rootMargin: '-20% 0px -20% 0px' },
    );
    for (const element of root.querySelectorAll('[data-trace]')) seen.observe(element);
    return () => seen.disconnect();
  }, [root, trace]);
  return setRoot;
};

type Rated = { ids: readonly string[]; rating: OwnRating['rating']; about: string };

const isInPanel = (): boolean => Boolean(document.activeElement?.closest(`#${panelId}`));

const useRating = ({ view, assessment, api, onView }: Shown, trace: Trace): Rating => {
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Rating['trouble']>(null);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const { runId } = view.run;
  const { revision, competencies } = assessment;
  useEffect(() => focusRevealed(revealed), [revealed]);
  const send = async ({ ids, rating, about }: Rated): Promise<void> => {
    const fromPanel = isInPanel();
    setTrouble(null);
    try {
      for (const competencyId of ids) {
        setBusyWith(competencyId);
        // Each shows what the one before has changed.
        onView(await api.rate(runId, { revision, competencyId, rating } as Parameters<ReviewApi['rate']>[1]));
        trace.note('revealed', competencyId);
      }
      setRevealed({ about, fromPanel });
    } catch (error) {
      setTrouble({ ...troubleOf(error), about });
      await api.view(runId).then(onView, () => undefined);
    } finally {
      setBusyWith(null);
    }
  };
  return {
    busyWith,
    trouble,
    revealed,
    rate: (id, rating) => {
      if (busyWith === null) unawaited(send({ ids: [id], rating, about: id }));
    },
    showAll: () => {
      const ids = competencies.filter(({ proposed }) => proposed === null).map(({ id }) => id);
      if (busyWith === null) unawaited(send({ ids, rating: 'passed', about: everything }));
    },
  };
};

export const useReadingOf = (shown: Shown): { reading: Reading; setRoot: (root: HTMLElement | null) => void } => {
  const { view, assessment, api } = shown;
  const [led, setLed] = useState<Led | null>(null);
  const trace = useTrace({
    api,
    runId: view.run.runId,
    revision: assessment.revision,
    isWaiting: view.waitsFor === 'verdict',
  });
  const setRoot = useObserver(trace);
  const player = usePlayer();
  const rating = useRating(shown, trace);
  const { turns } = view;
  const places = useMemo(() => placesOf(turns), [turns]);
  const { play } = player;
  const lead = useCallback(
    (to: Led): void => {
      setLed(to);
      if (to.from !== null) trace.note('opened', to.from);
      const turn = turns.find((one) => one.turn === to.turn);
      if (turn?.recorded === true && play(to.turn, to.span && momentOf(turn, to.span)))
        trace.note('played', `${to.turn}`);
      const element = document.getElementById(turnId(to.turn));
      element?.scrollIntoView({ block: 'center' });
      element?.focus({ preventScroll: true });
    },
    [turns, trace, play],
  );
  return { reading: { view, assessment, places, trace, player, rating, led, lead }, setRoot };
};
