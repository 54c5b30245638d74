// Where the candidate's link leads until the room has a page: a text that changes nothing and names nobody.
import { z } from 'zod';
import { defineRoute, type Route } from '../../guard/route.ts';
import { markup, page, pageContentType, pageHeaders } from '../../markup.ts';
import { peopleFace } from '../../people-face.ts';

/** The same bytes for every token, so neither a mail scanner nor a stranger learns or changes anything. */
const text = page(
  'Your interview',
  markup`<p>This is the link to an interview. Opening it changes nothing: nothing has been started or recorded.</p>
<p>The interview is held through the room's programming interface. Keep this link to yourself; its last part is your key.</p>
<ol>
<li>Send that last part as <code>{"token": "…"}</code> to <code>POST /room/api/session</code>. The answer sets a cookie and holds the notice.</li>
<li>Read the notice and accept it: <code>POST /room/api/consent</code> with its hash.</li>
<li>Begin or continue: <code>POST /room/api/start</code> with <code>{"mode": "text"}</code>.</li>
<li>Answer: <code>POST /room/api/answers</code>, until the closing is reached, then <code>POST /room/api/finish</code>.</li>
</ol>
<p>You may pause at any time, come back with this link, ask for help, or ask to be interviewed by a person instead.</p>`,
);

const headers = { ...pageHeaders, 'Referrer-Policy': 'no-referrer' };

export const linkRoutes = (): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/interview/:token',
    operationId: 'openInterviewLink',
    summary: 'The candidate link; opening it changes nothing.',
    tag: 'Room',
    access: { kind: 'public' },
    face: peopleFace('/interview'),
    params: z.object({ token: z.string().min(1).max(200) }),
    responses: { 200: { description: 'How to hold the interview.', contentType: pageContentType } },
    problems: [],
    hidden: true,
    limitClass: 'none',
    handler: () => Promise.resolve({ status: 200, body: text, headers }),
  }),
];
