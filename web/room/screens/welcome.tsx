// The screen "welcome".
import { useMessages } from '../../i18n/use-messages.ts';

export const Welcome = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
