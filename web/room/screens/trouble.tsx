// The screen "trouble".
import { useMessages } from '../../i18n/use-messages.ts';

export const Trouble = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
