// The screen "review".
import { useMessages } from '../../i18n/use-messages.ts';

export const Review = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
