// The room as one screen at a time, in the page's language.
import { Suspense, useEffect, useState } from 'react';
import { LanguageContext, useMessages } from '../i18n/use-messages.ts';
import { applyAccent } from '../ui/accent.ts';
import { Notice } from '../ui/blocks.tsx';
import { Button } from '../ui/button.tsx';
import { Frame, Screen, Working } from '../ui/screen.tsx';
import { chunk, fetchAhead } from '../ui/chunks.ts';
import { reloadOnce } from '../ui/persistently.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Progress } from './progress.tsx';
import { screenTable } from './screen-switch.tsx';
import { screenOf, stepBefore, type Screen as ScreenName } from './state/screen.ts';
import { useBackGuard, useUnsavedGuard } from './use-back-guard.ts';
import type { Room } from './state/room.ts';
import type { RoomState } from './state/state.ts';
import { unawaited } from '../ui/unawaited.ts';
import { usePageWords } from './use-page-words.ts';
import { RoomContext, useRoom } from './use-room.ts';

const OptionsDialog = chunk(async () => (await import('./options-dialog.tsx')).OptionsDialog);

const PageFailed = () => {
  const { title, trouble, tryAgain } = useMessages().frame;
  return (
    <Frame company={title}>
      <Screen
        title={trouble.title}
        actions={
          <Button look="filled" onClick={() => window.location.reload()}>
            {tryAgain}
          </Button>
        }
      >
        <p>{trouble.text}</p>
        <p>{trouble.safe}</p>
      </Screen>
    </Frame>
  );
};

const withProgress: readonly ScreenName[] = ['question', 'sending', 'review', 'paused'];

/** Whoever reads their answers while a question is open sees that the clock goes on. */
const hasProgress = (screen: ScreenName, { view }: RoomState): boolean =>
  withProgress.includes(screen) || (screen === 'mine' && view?.state === 'IN_PROGRESS');

const Inside = () => {
  const { state, room } = useRoom();
  const { frame, conversation } = useMessages();
  const [isHelping, setHelping] = useState(false);
  const [stayingAt, setStayingAt] = useState<string | null>(null);
  const screen = screenOf(state);
  const isEntered = state.view !== null;
  useEffect(() => {
    if (isEntered) fetchAhead();
  }, [isEntered]);
  const place = `${screen}-${state.question?.turn ?? 0}`;
  const Shown = screenTable[screen];
  const { interview, branding } = state.view ?? {};
  useEffect(() => applyAccent(branding?.accent ?? null), [branding]);
  useUnsavedGuard(state.saving === 'unsaved');
  useBackGuard(screen, () => {
    const before = stepBefore(screen);
    if (isHelping) setHelping(false);
    else if (state.page === 'mine') room.show('interview');
    else if (before !== null) room.goTo(before);
    else setStayingAt(place);
  });
  return (
    <>
      <Frame
        company={interview?.companyName ?? frame.title}
        logoUrl={branding?.logoUrl}
        help={
          <Button look="plain" icon="help" aria-haspopup="dialog" onClick={() => setHelping(true)}>
            {frame.help}
          </Button>
        }
        progress={hasProgress(screen, state) && <Progress />}
      >
        {stayingAt === place && <Notice announce="polite">{conversation.stay}</Notice>}
        <Suspense fallback={<Working>{frame.working}</Working>}>
          <Shown key={place} />
        </Suspense>
      </Frame>
      {isHelping && (
        <Suspense>
          <OptionsDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  );
};

export const App = ({ room }: { room: Room }) => {
  const words = usePageWords(room);
  if (words === null) return null;
  return (
    <LanguageContext value={words}>
      <RoomContext value={room}>
        <ErrorBoundary fallback={<PageFailed />} onFailed={() => unawaited(reloadOnce())}>
          <Inside />
        </ErrorBoundary>
      </RoomContext>
    </LanguageContext>
  );
};
