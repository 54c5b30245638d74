// How a page for people says that something went wrong: a page again, with the next step, for every status there is.
import type { AppError, ErrorCode } from '../domain/errors.ts';
import { apiKeyHeader } from './guard/credentials.ts';
import type { Face } from './guard/face.ts';
import { markup, page, pageContentType, pageHeaders, type Markup } from './markup.ts';
import { problemOf, problemSchema, retryAfter, type ProblemContext } from './problem.ts';

/** What a page says of a code in its own words; everything else is said by its status. */
export type PageWords = { [Code in ErrorCode]?: string };

type Said = { title: string; text: string };

const asSent =
  'Please open the link exactly as it stands in the message; if the message broke it in two, put it together.';
const again = 'Please open the link from the message again, and use the form as the page shows it.';

const unreadable: Said = { title: 'This could not be read', text: again };

const byStatus: Record<number, Said> = {
  400: unreadable,
  401: { title: 'Please open your link first', text: asSent },
  403: {
    title: 'This was not accepted',
    text: `It was sent from another page than ours, so nothing was changed. ${again}`,
  },
  404: {
    title: 'There is nothing at this address',
    text: `${asSent} If it still leads here, ask whoever sent it to you.`,
  },
  405: unreadable,
  410: { title: 'This link has ended', text: 'If you still need it, ask whoever sent it to you.' },
  413: {
    title: 'This is too long',
    text: 'Nothing was changed. Please go back, shorten what you wrote, and send it again.',
  },
  415: unreadable,
  429: { title: 'Too many attempts', text: 'Nothing was changed.' },
  500: {
    title: 'Something went wrong on our side',
    text: 'It is nothing that you did. Please try again in a few minutes; if it happens again, tell whoever sent you the link.',
  },
  503: { title: 'This is not available at the moment', text: 'Nothing is lost.' },
};

const saidOf = (error: AppError, words: PageWords): Said => {
  const own = words[error.code];
  if (own !== undefined) return { title: 'This is not possible', text: own };
  const { title, text } = byStatus[error.status] ?? unreadable;
  return error.status === 409 || error.status === 422 ? { title: error.title, text } : { title, text };
};

const waitOf = (error: AppError): Markup | null => {
  const seconds = retryAfter(error);
  if (seconds === undefined) return null;
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return markup`<p>Please wait about ${wait}, and try again.</p>`;
};

const errorPage = (error: AppError, words: PageWords, requestId: string): string => {
  const { title, text } = saidOf(error, words);
  return page(
    title,
    markup`<p>${text}</p>
${waitOf(error)}
<p><small>Reference for support: ${requestId}</small></p>`,
  );
};

/** Under this path people open pages: all that goes wrong there is a page too, unless the caller would rather have JSON. */
export const peopleFace = (prefix: string, words: PageWords = {}): Face => ({
  name: 'pages',
  prefix,
  credential: apiKeyHeader,
  forPeople: true,
  presentError: (error: AppError, context: ProblemContext) =>
    context.prefersJson === true
      ? problemOf(error, context)
      : {
          status: error.status,
          contentType: pageContentType,
          body: errorPage(error, words, context.requestId),
          headers: pageHeaders,
        },
  errorSchema: problemSchema,
});
