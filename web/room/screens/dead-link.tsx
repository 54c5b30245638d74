// The screen "dead-link".
import { useMessages } from '../../i18n/use-messages.ts';

export const DeadLink = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
