// Begins the recruiter's page, which a review link opens: small, so that what is to be read is asked for before the rest is here.
import '../ui/tokens.css';
import '../ui/base.css';
import { loadReviewMessages } from '../i18n/load-review-messages.ts';
import { createCall, json } from '../ui/call.ts';
import { persistently } from '../ui/persistently.ts';
import { unawaited } from '../ui/unawaited.ts';
import { placeOf } from './address.ts';
import { askAhead } from './ahead.ts';
import { firstLanguage } from './language.ts';

const call = createCall('/review/api');
const reading = askAhead(
  (method, path, body) => call(method, path, body === undefined ? {} : json(body)),
  placeOf(window.location),
);
const language = firstLanguage();
unawaited(
  Promise.all([persistently(() => import('./page.tsx')), persistently(loadReviewMessages[language])]).then(
    ([{ show }, { messages }]) => show({ ...reading, firstWords: { language, messages } }),
  ),
);
