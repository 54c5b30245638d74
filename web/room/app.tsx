// The room as one screen at a time, in the page's language, with one voice for screen readers.
import { lazy, Suspense, useState } from 'react';
import { LanguageContext, useMessages } from '../i18n/use-messages.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { screenTable } from './screen-switch.tsx';
import { screenOf } from './state/screen.ts';
import type { Room } from './state/room.ts';
import { usePageWords } from './use-page-words.ts';
import { RoomContext, useRoom } from './use-room.ts';

const OptionsDialog = lazy(async () => ({ default: (await import('./options-dialog.tsx')).OptionsDialog }));

const PageFailed = () => {
  const { frame } = useMessages();
  return (
    <main>
      <h1>{frame.title}</h1>
    </main>
  );
};

const LiveRegion = () => {
  const { said } = useRoom().state;
  return (
    <output>
      <span key={said.count}>{said.text}</span>
    </output>
  );
};

const Inside = () => {
  const { state } = useRoom();
  const [isHelping, setHelping] = useState(false);
  const screen = screenOf(state);
  const Shown = screenTable[screen];
  return (
    <>
      <button type="button" onClick={() => setHelping(true)}>
        {useMessages().frame.title}
      </button>
      <main>
        <Suspense>
          <Shown key={`${screen}-${state.question?.turn ?? 0}`} />
        </Suspense>
      </main>
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
