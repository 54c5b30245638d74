// The screen "consent".
import { useMessages } from '../../i18n/use-messages.ts';

export const Consent = () => <h1 tabIndex={-1}>{useMessages().frame.title}</h1>;
