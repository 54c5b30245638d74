// The screen "how".
import { useMessages } from '../../i18n/use-messages.ts';

export const How = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
