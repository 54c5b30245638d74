// The screen "sending".
import { useMessages } from '../../i18n/use-messages.ts';

export const Sending = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
