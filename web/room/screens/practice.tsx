// The screen "practice".
import { useMessages } from '../../i18n/use-messages.ts';

export const Practice = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
