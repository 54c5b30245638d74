// The assessment: evidence first, numbers second, the decision last and always in reach.
import { useRef, useState } from 'react';
import type { AssessmentPart, ReviewView } from '../../../usecases/review/view.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import type { ReviewApi } from '../api.ts';
import { recordUrl } from '../api.ts';
import { Ask } from './ask.tsx';
import css from './assessment.module.css';
import { Competency } from './competency.tsx';
import { AppealWords } from './decision/appeal.tsx';
import { DecisionPanel } from './decision/panel.tsx';
import { useDecision } from './decision/use-decision.ts';
import { Head } from './head.tsx';
import type { KeyAct } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { panelId } from './panel-id.ts';
import { competencyElementId, ReadingContext, type Reading } from './reading.ts';
import { Beside, Result } from './result.tsx';
import { RevealedWords } from './revealed.tsx';
import { Transcript } from './transcript.tsx';
import { useKeys } from './use-keys.ts';
import { useReadingOf } from './use-reading.ts';

/** `onView` shows what has become of it after a rating or a decision. */
export type AssessmentProps = { view: ReviewView; api: ReviewApi; onView(view: ReviewView): void };

const Keep = ({ runId, isBlind }: { runId: string; isBlind: boolean }) => {
  const { keep: words } = useReviewMessages().assessment;
  return (
    <section className={`${css['section']} ${css['screenOnly']}`} aria-labelledby="keep">
      <h2 id="keep">{words.title}</h2>
      <p className={css['muted']}>{isBlind ? words.after : words.text}</p>
      <div className={css['row']}>
        <Button icon="print" onClick={() => window.print()}>
          {words.print}
        </Button>
        {!isBlind && (
          <>
            <ButtonLink icon="document" href={recordUrl(runId, 'html')} target="_blank" rel="noopener">
              {words.html}
            </ButtonLink>
            <ButtonLink icon="download" href={recordUrl(runId, 'pdf')} download>
              {words.pdf}
            </ButtonLink>
          </>
        )}
      </div>
    </section>
  );
};

/** The competency that keys are about: the one that has the focus, else the one that its reader is at. */
const presentCompetency = (): string | null => {
  const focused = document.activeElement?.closest<HTMLElement>('[data-competency]');
  return focused?.dataset['competency'] ?? null;
};

const moveTo = (id: string | undefined): void => {
  if (id === undefined) return;
  const element = document.getElementById(competencyElementId(id));
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
};

/** Forward from the last one nothing happens: whoever holds the key down does not begin anew. */
const step = ({ assessment }: Reading, by: 1 | -1): void => {
  const ids = assessment.competencies.map(({ id }) => id);
  const present = presentCompetency();
  const at = present === null ? -1 : ids.indexOf(present);
  moveTo(at === -1 ? ids[0] : ids[Math.max(0, at + by)]);
};

const rateByKey = ({ assessment, rating, view }: Reading, value: 1 | 2 | 3 | 4 | 5): void => {
  const id = presentCompetency();
  const competency = assessment.competencies.find((one) => one.id === id);
  if (competency === undefined || competency.own !== null || view.waitsFor !== 'verdict') return;
  rating.rate(competency.id, value);
};

type InsideProps = AssessmentProps & { assessment: AssessmentPart };

const Inside = ({ view, api, onView, assessment }: InsideProps) => {
  const { assessment: words } = useReviewMessages();
  const { reading, setRoot } = useReadingOf({ view, assessment, api, onView });
  const decision = useDecision({ view, api, onView, trace: reading.trace });
  const [isHelping, setHelping] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const act = (said: KeyAct): void => {
    if (typeof said === 'object') return rateByKey(reading, said.rate);
    const acts = {
      next: () => step(reading, 1),
      previous: () => step(reading, -1),
      play: () => reading.player.toggle(view.turns.find(({ recorded }) => recorded)?.turn),
      search: () => searchField.current?.focus(),
      help: () => setHelping(true),
      decide: () => document.querySelector<HTMLFormElement>(`#${panelId} form`)?.requestSubmit(),
    };
    return acts[said]();
  };
  const keys = useKeys(act);
  return (
    <ReadingContext value={reading}>
      <div ref={setRoot} className={css['screen']}>
        <Head />
        <RevealedWords />
        {view.waitsFor === 'appeal' && view.appeal !== null && <AppealWords appeal={view.appeal} />}
        <div className={css['beside']}>
          <div className={css['evidence']}>
            <section className={css['section']} aria-labelledby="evidence">
              <div className={css['sectionHead']}>
                <h2 id="evidence">{words.title}</h2>
                <Button look="plain" icon="keyboard" aria-haspopup="dialog" onClick={() => setHelping(true)}>
                  {words.keys.open}
                </Button>
              </div>
              {assessment.competencies.map((one) => (
                <Competency key={one.id} competency={one} />
              ))}
            </section>
            <Result />
            <Beside />
          </div>
          <DecisionPanel decision={decision} />
          <div className={css['rest']}>
            <Transcript searchField={searchField} />
            <Ask api={api} />
            <Keep runId={view.run.runId} isBlind={assessment.total === null} />
          </div>
        </div>
        {isHelping && <KeysDialog {...keys} onClose={() => setHelping(false)} />}
      </div>
    </ReadingContext>
  );
};

export const AssessmentScreen = (shown: AssessmentProps) =>
  shown.view.assessment === null ? null : <Inside {...shown} assessment={shown.view.assessment} />;
