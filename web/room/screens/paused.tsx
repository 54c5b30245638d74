// The screen "paused".
import { useMessages } from '../../i18n/use-messages.ts';

export const Paused = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
