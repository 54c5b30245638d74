// My interview: one's own words, what is kept, and one's rights; the same link opens it, also after the end.
import { fill } from '../../i18n/fill.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen, Working } from '../../ui/screen.tsx';
import { Answers } from '../mine/answers.tsx';
import css from '../mine/mine.module.css';
import { Receipt } from '../mine/receipt.tsx';
import { Result } from '../mine/result.tsx';
import { Copy, Review, Rights } from '../mine/rights.tsx';
import { useCompany } from '../use-company.ts';
import { useMine } from '../use-mine.ts';
import { useEntered } from '../use-room.ts';

export const Mine = () => {
  const { language, messages } = useWords();
  const { mine } = messages;
  const company = useCompany();
  const { view, room } = useEntered();
  const { interview, hasFailed, correct } = useMine();
  const { position } = view.interview;
  const until = view.linkExpiresAt;
  return (
    <Screen
      title={mine.title}
      lead={position === null ? fill(mine.leadWithoutPosition, { company }) : fill(mine.lead, { position, company })}
      actions={<Button onClick={() => room.show('interview')}>{mine.back}</Button>}
    >
      <p className={css['screenOnly']}>
        {until === null ? mine.introOpen : fill(mine.intro, { until: dayAndTime(language, until) })}
      </p>
      <Receipt view={view} />
      {interview === null && !hasFailed && <Working>{mine.loading}</Working>}
      {hasFailed && (
        <Notice tone="caution" announce="polite">
          {mine.failed}
        </Notice>
      )}
      {interview !== null && <Answers interview={interview} onCorrected={correct} />}
      {interview?.result != null && <Result result={interview.result} />}
      <div className={`${css['list']} ${css['screenOnly']}`}>
        <Copy />
        <Review appeal={view.appeal} />
        <Rights view={view} />
      </div>
    </Screen>
  );
};
