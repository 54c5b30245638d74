// The screen "question".
import { useMessages } from '../../i18n/use-messages.ts';

export const Question = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
