// Runs of one form side by side.
import { counted } from '../../i18n/fill.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { compareCsvUrl, type ReviewApi } from '../api.ts';
import { Waiting } from '../frame/waiting.tsx';
import { useLoaded } from '../use-loaded.ts';
import css from './compare.module.css';
import { CompareTable } from './table.tsx';

export type CompareProps = { api: ReviewApi; formId: string; open(runId: string): void; back(): void };

export const CompareScreen = ({ api, formId, open, back }: CompareProps) => {
  const { language, messages } = useReviewWords();
  const { value, ...loaded } = useLoaded(() => api.compare(formId), formId);
  if (value === null) return <Waiting {...loaded} />;
  const words = messages.compare;
  return (
    <div className={css['page']}>
      <nav className={css['back']} aria-label={messages.frame.inbox}>
        <Button look="plain" onClick={back}>
          {words.back}
        </Button>
      </nav>
      <Screen
        key="compare"
        note={words.title}
        title={value.position === null ? words.title : <bdi>{value.position}</bdi>}
        lead={words.lead}
        actions={
          <>
            <ButtonLink icon="download" href={compareCsvUrl(formId)} download>
              {words.csv}
            </ButtonLink>
            <Button icon="print" onClick={() => window.print()}>
              {words.print}
            </Button>
          </>
        }
      >
        <p>{words.uncertainty}</p>
        {value.blind > 0 && <Notice>{counted(language, words.blind, value.blind)}</Notice>}
        {value.more && <Notice>{words.more}</Notice>}
        {/* Wider than a phone: who has no pointer scrolls it by the keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to be reached */}
        <section className={css['region']} tabIndex={0} aria-label={words.table}>
          <CompareTable compare={value} open={open} />
        </section>
      </Screen>
    </div>
  );
};
