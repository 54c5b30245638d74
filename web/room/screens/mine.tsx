// The screen "mine".
import { useMessages } from '../../i18n/use-messages.ts';

export const Mine = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
