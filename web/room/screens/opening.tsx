// While the link is exchanged, or the next thing is on its way: nobody's focus is moved for it.
import { useMessages } from '../../i18n/use-messages.ts';
import { Working } from '../../ui/screen.tsx';

export const Opening = () => {
  const { start, frame } = useMessages();
  return (
    <>
      <h1>{start.opening}</h1>
      <Working>{frame.working}</Working>
    </>
  );
};
