// The screen "later".
import { useMessages } from '../../i18n/use-messages.ts';

export const Later = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
