// The recruiter's page as one place at a time: a link is exchanged at once, and what it opened is shown.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Suspense, type ReactNode } from 'react';
import { ReviewWordsContext, useReviewMessages, type ReviewWords } from '../i18n/use-review-messages.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { reloadOnce } from '../ui/persistently.ts';
import { Frame, Screen, Working } from '../ui/screen.tsx';
import { unawaited } from '../ui/unawaited.ts';
import type { ReviewApi } from './api.ts';
import { LanguageButton } from './frame/language-button.tsx';
import { LinkScreen, StartScreen } from './frame/opening.tsx';
import { RunScreen } from './frame/run-screen.tsx';
import { CompareScreen, InboxScreen, LanguageMenu } from './screens.ts';
import { usePageWords, type PageWords } from './use-page-words.ts';
import { usePlace, type Going } from './use-place.ts';
import { useQuiet } from './use-quiet.ts';

const PageFailed = () => {
  const { frame } = useReviewMessages();
  return (
    <Frame company={frame.title}>
      <Screen
        title={frame.trouble.title}
        actions={
          <Button look="filled" onClick={() => window.location.reload()}>
            {frame.tryAgain}
          </Button>
        }
      >
        <p>{frame.trouble.text}</p>
      </Screen>
    </Frame>
  );
};

type ShownProps = { api: ReviewApi } & Going;

const Shown = ({ api, place, go, replace }: ShownProps): ReactNode => {
  const open = (runId: string): void => go({ kind: 'run', runId });
  switch (place.kind) {
    case 'link':
      return <LinkScreen key={place.token} api={api} token={place.token} onOpened={replace} />;
    case 'run':
      return <RunScreen key={place.runId} api={api} runId={place.runId} onInbox={() => go({ kind: 'inbox' })} />;
    case 'inbox':
      return <InboxScreen api={api} open={open} compare={(formId) => go({ kind: 'form', formId })} />;
    case 'form':
      return (
        <CompareScreen
          key={place.formId}
          api={api}
          formId={place.formId}
          open={open}
          back={() => go({ kind: 'inbox' })}
        />
      );
    default:
      return <StartScreen api={api} onOpened={replace} />;
  }
};

export type AppProps = { api: ReviewApi; firstWords: ReviewWords; isRead: Promise<void> };

const Inside = ({ api, isRead, choose }: Omit<AppProps, 'firstWords'> & { choose: PageWords['choose'] }) => {
  const { frame } = useReviewMessages();
  const going = usePlace();
  const isQuiet = useQuiet(isRead);
  const beforeMenu = <LanguageButton aria-disabled />;
  return (
    <Frame
      wide
      company={frame.title}
      help={
        isQuiet ? (
          <Suspense fallback={beforeMenu}>
            <LanguageMenu onChoose={choose} />
          </Suspense>
        ) : (
          beforeMenu
        )
      }
    >
      <Suspense fallback={<Working>{frame.working}</Working>}>
        <Shown api={api} {...going} />
      </Suspense>
    </Frame>
  );
};

export const App = ({ firstWords, ...inside }: AppProps) => {
  const { words, choose } = usePageWords(firstWords);
  return (
    <CSPProvider disableStyleElements>
      <ReviewWordsContext value={words}>
        <ErrorBoundary fallback={<PageFailed />} onFailed={() => unawaited(reloadOnce())}>
          <Inside {...inside} choose={choose} />
        </ErrorBoundary>
      </ReviewWordsContext>
    </CSPProvider>
  );
};
