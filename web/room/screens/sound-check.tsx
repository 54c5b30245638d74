// The screen "sound-check".
import { useMessages } from '../../i18n/use-messages.ts';

export const SoundCheck = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
