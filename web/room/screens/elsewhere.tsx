// The screen "elsewhere".
import { useMessages } from '../../i18n/use-messages.ts';

export const Elsewhere = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
