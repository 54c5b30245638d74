// What this is about, who made the assessment and how far that carries, and what is missing: before anything is read.
import { useState } from 'react';
import type { ReviewView } from '../../../usecases/review/view.ts';
import { counted, fill } from '../../i18n/fill.ts';
import { dateAndTime, isolated, languageName } from '../../i18n/format.ts';
import { useReviewMessages, useReviewWords } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../frame/dialog.tsx';
import css from './assessment.module.css';
import { useReading } from './reading.ts';
import { panelId } from './panel-id.ts';

/** Levels as requests name them; one that the page does not know stands as it is. */
const levelOf = (words: Readonly<Record<string, string>>, level: string): string => words[level.toLowerCase()] ?? level;

const Facts = ({ run }: Pick<ReviewView, 'run'>) => {
  const { language, messages } = useReviewWords();
  const { facts, levels } = messages.assessment;
  const { candidateRef, companyName, level, completedAt, durationMs, locale } = run;
  const said = [
    [facts.reference, candidateRef],
    [facts.company, companyName],
    [facts.level, level === null ? null : levelOf(levels, level)],
    [facts.when, completedAt === null ? null : dateAndTime(language, completedAt)],
    [
      facts.length,
      durationMs === null ? null : counted(language, facts.minutes, Math.max(1, Math.round(durationMs / 60_000))),
    ],
    [facts.language, languageName(language, locale)],
  ] as const;
  return (
    <dl className={css['facts']}>
      {said.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
};

const Engine = () => {
  const { messages } = useReviewWords();
  const { engine: words } = messages.assessment;
  const { assessment } = useReading();
  const { engine, model, advisory } = assessment;
  const made = model === null ? fill(words.made, { engine }) : fill(words.madeBy, { engine, model });
  return advisory ? (
    <Notice tone="caution" dense title={words.advisory}>
      {`${words.advisoryText} ${made}`}
    </Notice>
  ) : (
    <p className={css['muted']}>{`${made} ${words.youDecide}`}</p>
  );
};

/** What a reader would otherwise take for an answer that is not there. */
const Missing = () => {
  const { language, messages } = useReviewWords();
  const { missing } = messages.assessment;
  const { assessment, view } = useReading();
  const without = assessment.competencies.filter(({ evidence }) => evidence.length === 0).length;
  const skipped = view.turns.filter(({ followUpSkipped }) => followUpSkipped === true).length;
  const unheard = view.turns.filter(({ hearing }) => hearing === 'unheard' || hearing === 'lost').length;
  const late = view.others.filter((other) => other.late).length;
  const said = [
    without > 0 && counted(language, missing.evidence, without),
    skipped > 0 && counted(language, missing.skipped, skipped),
    unheard > 0 && counted(language, missing.unheard, unheard),
    late > 0 && counted(language, missing.late, late),
  ].filter((text) => text !== false);
  if (said.length === 0) return null;
  return (
    <Notice dense title={missing.title}>
      <ul className={css['plain']}>
        {said.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Notice>
  );
};

/** Said before it begins: this stands at the top, and what is looked at is counted from when it is there. */
export const TraceNotice = () => {
  const { trace: words } = useReviewMessages().assessment;
  const { close } = useReviewMessages().frame;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css['trace']}>
      <p>{words.text}</p>
      <Button look="plain" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {words.more}
      </Button>
      {isOpen && (
        <Dialog title={words.title} close={close} onClose={() => setOpen(false)}>
          <ul className={css['spaced']}>
            {words.details.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </div>
  );
};

export const Head = () => {
  const { assessment: words } = useReviewMessages();
  const { view } = useReading();
  const { run } = view;
  return (
    <header className={css['head']}>
      <h1 tabIndex={-1} dir="auto">
        {run.position ?? words.title}
      </h1>
      <Facts run={run} />
      <a className={css['jump']} href={`#${panelId}`}>
        {words.jump}
      </a>
      {view.waitsFor === 'verdict' && <TraceNotice />}
      <Engine />
      <Missing />
      {view.appeal !== null && view.waitsFor !== 'appeal' && (
        <p className={css['muted']}>
          {fill(words.appeal.past, { state: isolated(words.appeal.states[view.appeal.state]) })}
        </p>
      )}
    </header>
  );
};
