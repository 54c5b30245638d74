// What the system proposes for a competency, beside the own rating: the level in words, how sure, why, and what was missing.
import { anchorLevels, type AnchorLevel } from '../../../domain/plan/plan.ts';
import type { Proposed, ReviewCompetency } from '../../../usecases/review/view.ts';
import { counted, fill } from '../../i18n/fill.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import css from './competency.module.css';
import { useReading } from './reading.ts';
import { Scale } from './scale.tsx';
import { figure } from './words.ts';

const nextLevel = (level: AnchorLevel): AnchorLevel | null => anchorLevels[anchorLevels.indexOf(level) + 1] ?? null;

/** "4 of 5", with the range in which the readings say it lies. */
const Score = ({ proposed }: { proposed: Proposed & { score: number } }) => {
  const { language, messages } = useReviewWords();
  const { score: words } = messages.assessment;
  const { score, band, spread } = proposed;
  return (
    <p className={css['score']}>
      <strong>{fill(words.of, { score: figure(language, score) })}</strong>
      {band !== null && (
        <span>{fill(words.band, { low: figure(language, band.low), high: figure(language, band.high) })}</span>
      )}
      {spread !== null && <span>{spread === 0 ? words.agreed : counted(language, words.spread, spread)}</span>}
    </p>
  );
};

/** An abstention is a level of its own: its reason in words, and no number. */
const NoScore = ({ proposed }: { proposed: Proposed }) => {
  const { noScore } = useReviewWords().messages.assessment;
  const { reason, abstained } = proposed;
  return (
    <div className={css['noScore']}>
      <p>
        <strong>{noScore.title}</strong>
      </p>
      {reason !== null && <p>{noScore.reasons[reason]}</p>}
      {abstained !== null && <p className={css['muted']}>{noScore.abstained[abstained]}</p>}
    </div>
  );
};

const Anchors = ({ competency: { anchors, proposed } }: { competency: ReviewCompetency }) => {
  const { score: words } = useReviewWords().messages.assessment;
  const { locale } = useReading().view.run;
  const level = proposed?.anchor ?? null;
  if (anchors === null || level === null) return null;
  const next = nextLevel(level);
  return (
    <dl className={css['anchors']}>
      <div>
        <dt>{fill(words.level, { level })}</dt>
        <dd lang={locale} dir="auto">
          {anchors[level]}
        </dd>
      </div>
      {next !== null && (
        <div className={css['next']}>
          <dt>{fill(words.nextLevel, { level: next })}</dt>
          <dd lang={locale} dir="auto">
            {anchors[next]}
          </dd>
        </div>
      )}
    </dl>
  );
};

const ownWords = ({ own }: ReviewCompetency, words: { own: string; passed: string; none: string }): string => {
  if (own === null) return words.none;
  return own.rating === 'passed' ? words.passed : fill(words.own, { rating: own.rating });
};

export const Proposal = ({ competency }: { competency: ReviewCompetency }) => {
  const { language, messages } = useReviewWords();
  const { score: words, held, quotesLost, needed } = messages.assessment;
  const { locale } = useReading().view.run;
  const { proposed, own } = competency;
  if (proposed === null) return null;
  const { score, band, rationale, missingForNextLevel } = proposed;
  const ownNumber = own === null || own.rating === 'passed' ? null : own.rating;
  return (
    <div className={css['proposal']}>
      <div className={css['scored']}>
        <Scale score={score} band={band} own={ownNumber} />
        <div>
          {score === null ? <NoScore proposed={proposed} /> : <Score proposed={{ ...proposed, score }} />}
          <p className={css[ownNumber === null ? 'quiet' : 'own']}>{ownWords(competency, words)}</p>
        </div>
      </div>
      <Anchors competency={competency} />
      {rationale !== '' && (
        <p className={css['text']} lang={locale} dir="auto">
          {rationale}
        </p>
      )}
      {missingForNextLevel !== '' && (
        <div>
          <p className={css['label']}>{needed}</p>
          <p className={css['text']} lang={locale} dir="auto">
            {missingForNextLevel}
          </p>
        </div>
      )}
      {proposed.held && <p className={css['muted']}>{held}</p>}
      {proposed.quotesLost > 0 && <p className={css['muted']}>{counted(language, quotesLost, proposed.quotesLost)}</p>}
    </div>
  );
};
