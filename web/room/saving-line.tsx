// The one place and wording of whether what was written is safe.
import { useMessages } from '../i18n/use-messages.ts';
import { StatusLine } from '../ui/screen.tsx';
import { useRoom } from './use-room.ts';

export const SavingLine = () => {
  const { status } = useMessages().frame;
  const { saving } = useRoom().state;
  const words = { none: null, saved: status.saved, saving: status.saving, unsaved: status.offline };
  return <StatusLine caution={saving === 'unsaved'}>{words[saving]}</StatusLine>;
};
