// The screen "opening".
import { useMessages } from '../../i18n/use-messages.ts';

export const Opening = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
