// What waits for this reader, and the forms whose runs can be laid side by side.
import { useState } from 'react';
import type { Inbox, InboxItem } from '../../../usecases/review/view.ts';
import { counted } from '../../i18n/fill.ts';
import { useReviewMessages, useReviewWords } from '../../i18n/use-review-messages.ts';
import { Notice, Panel } from '../../ui/blocks.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { ReviewApi } from '../api.ts';
import { Waiting } from '../frame/waiting.tsx';
import { PlaceLink } from '../place-link.tsx';
import { useLoaded } from '../use-loaded.ts';
import { Kinds, type Kind } from './kinds.tsx';
import { WaitingItem } from './waiting-item.tsx';
import css from './inbox.module.css';

/** `open` shows a run of this reader's, `compare` a form. */
export type InboxProps = { api: ReviewApi; open(runId: string): void; compare(formId: string): void };

type ShownProps = Omit<InboxProps, 'api'> & { inbox: Inbox };

const Items = ({ items, open }: { items: readonly InboxItem[]; open: InboxProps['open'] }) => {
  // As it was when the list was read: nothing moves by itself.
  const [now] = useState(Date.now);
  return (
    <ul className={css['list']}>
      {items.map((item) => (
        <WaitingItem key={`${item.runId} ${item.waitsFor}`} item={item} now={now} open={open} />
      ))}
    </ul>
  );
};

const Forms = ({ forms, compare }: { forms: Inbox['forms']; compare: InboxProps['compare'] }) => {
  const { language, messages } = useReviewWords();
  const words = messages.inbox;
  return (
    <Panel title={words.forms.title}>
      <p>{words.forms.text}</p>
      <ul className={css['forms']}>
        {forms.map(({ formId, position, runs }) => (
          <li key={formId}>
            <PlaceLink to={{ kind: 'form', formId }} onGo={() => compare(formId)}>
              <bdi>{position ?? words.noPosition}</bdi>: {counted(language, words.forms.compare, runs)}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
};

const Shown = ({ inbox, open, compare }: ShownProps) => {
  const { language, messages } = useReviewWords();
  const [kind, setKind] = useState<Kind>('all');
  const { items, more, forms, label } = inbox;
  const words = messages.inbox;
  const shown = items.filter(({ waitsFor }) => kind === 'all' || waitsFor === kind);
  return (
    <Screen
      key="inbox"
      note={label ?? undefined}
      title={words.title}
      lead={items.length === 0 ? words.empty : counted(language, words.count, items.length)}
    >
      {items.length === 0 ? <p>{words.emptyText}</p> : <Kinds items={items} chosen={kind} onChoose={setKind} />}
      {shown.length > 0 && <Items items={shown} open={open} />}
      {more && <Notice>{words.more}</Notice>}
      {forms.length > 0 && <Forms forms={forms} compare={compare} />}
    </Screen>
  );
};

export const InboxScreen = ({ api, open, compare }: InboxProps) => {
  const { inbox: words } = useReviewMessages();
  const { value, ...loaded } = useLoaded(() => api.inbox(), 'inbox');
  if (value !== null) return <Shown inbox={value} open={open} compare={compare} />;
  if (loaded.trouble?.code === 'review.inbox_required')
    return <Screen key="needs-link" title={words.needsLink.title} lead={words.needsLink.text} />;
  return <Waiting {...loaded} />;
};
