// A proposal that was just shown, for whoever does not see it appear: where the focus goes, what is read out, and what failed.
import { fill } from '../../i18n/fill.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { Notice, VisuallyHidden } from '../../ui/blocks.tsx';
import { panelId } from './panel-id.ts';
import { competencyElementId, everything, useReading, type Revealed } from './reading.ts';
import { figure } from './words.ts';

export const resultId = 'result';

const placeOf = ({ about, fromPanel }: Revealed): string => {
  if (about !== everything) return competencyElementId(about);
  return fromPanel ? `${panelId}-title` : resultId;
};

/** The button that had the focus went with what it showed. */
export const focusRevealed = (revealed: Revealed | null): void => {
  if (revealed === null || document.activeElement !== document.body) return;
  document.getElementById(placeOf(revealed))?.focus({ preventScroll: true });
};

export const RevealedWords = () => {
  const { language, messages } = useReviewWords();
  const { rating: words, score, noScore } = messages.assessment;
  const { assessment, rating } = useReading();
  const { revealed } = rating;
  const one = assessment.competencies.find(({ id }) => id === revealed?.about);
  const proposed = one?.proposed?.score ?? null;
  const said = proposed === null ? noScore.title : fill(score.of, { score: figure(language, proposed) });
  return (
    <VisuallyHidden>
      <output>
        {revealed?.about === everything && words.allShown}
        {one !== undefined && fill(words.shown, { name: one.name, said })}
      </output>
    </VisuallyHidden>
  );
};

/** Beside what was pressed, once. */
export const RatingTrouble = ({ about }: { about: string }) => {
  const { assessment: words, frame } = useReviewWords().messages;
  const { trouble, busyWith } = useReading().rating;
  if (trouble?.about !== about || busyWith !== null) return null;
  return (
    <Notice tone="caution" announce="polite">
      <p>{words.rating.failed}</p>
      {trouble.requestId !== null && <p>{fill(frame.trouble.reference, { id: trouble.requestId })}</p>}
    </Notice>
  );
};
