// The room as one screen at a time, in the page's language, with one voice for screen readers.
import { lazy, Suspense, useEffect, useState } from 'react';
import { LanguageContext, useMessages } from '../i18n/use-messages.ts';
import { applyAccent } from '../ui/accent.ts';
import { VisuallyHidden } from '../ui/blocks.tsx';
import { Button } from '../ui/button.tsx';
import { Frame, Screen } from '../ui/screen.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { screenTable } from './screen-switch.tsx';
import { screenOf } from './state/screen.ts';
import type { Room } from './state/room.ts';
import { usePageWords } from './use-page-words.ts';
import { RoomContext, useRoom } from './use-room.ts';

const OptionsDialog = lazy(async () => ({ default: (await import('./options-dialog.tsx')).OptionsDialog }));

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

const LiveRegion = () => {
  const { said } = useRoom().state;
  return (
    <VisuallyHidden>
      <output>
        <span key={said.count}>{said.text}</span>
      </output>
    </VisuallyHidden>
  );
};

const Inside = () => {
  const { state } = useRoom();
  const { frame } = useMessages();
  const [isHelping, setHelping] = useState(false);
  const screen = screenOf(state);
  const Shown = screenTable[screen];
  const { interview, branding } = state.view ?? {};
  useEffect(() => applyAccent(branding?.accent ?? null), [branding]);
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
      >
        <Suspense>
          <Shown key={`${screen}-${state.question?.turn ?? 0}`} />
        </Suspense>
      </Frame>
      <LiveRegion />
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
        <ErrorBoundary fallback={<PageFailed />}>
          <Inside />
        </ErrorBoundary>
      </RoomContext>
    </LanguageContext>
  );
};
