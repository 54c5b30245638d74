// Left for later: until when, by which link, and that the time left is kept.
import { useMessages } from '../../i18n/use-messages.ts';
import { Waiting } from '../waiting.tsx';

export const Later = () => {
  const { later } = useMessages().conversation;
  return <Waiting title={later.title} text={`${later.text} ${later.left}`} until={later.until} act={later.act} />;
};
