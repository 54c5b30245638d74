// The room as one screen at a time.
import { useMessages } from '../i18n/use-messages.ts';

export const App = () => {
  const { frame } = useMessages();
  return (
    <main>
      <h1>{frame.title}</h1>
    </main>
  );
};
