// The screen "finish".
import { useMessages } from '../../i18n/use-messages.ts';

export const Finish = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
