// Where the candidate's link leads until the room has a page: a text that changes nothing and names nobody.
import { z } from 'zod';
import { defineRoute, type Route } from '../../guard/route.ts';

/** The same bytes for every token, so neither a mail scanner nor a stranger learns or changes anything. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Your interview</title>
</head>
<body>
<main>
<h1>Your interview</h1>
<p>This is the link to an interview. Opening it changes nothing: nothing has been started or recorded.</p>
<p>The interview is held through the room's programming interface. Keep this link to yourself; its last part is your key.</p>
<ol>
<li>Send that last part as <code>{"token": "…"}</code> to <code>POST /room/api/session</code>. The answer sets a cookie and holds the notice.</li>
<li>Read the notice and accept it: <code>POST /room/api/consent</code> with its hash.</li>
<li>Begin or continue: <code>POST /room/api/start</code> with <code>{"mode": "text"}</code>.</li>
<li>Answer: <code>POST /room/api/answers</code>, until the closing is reached, then <code>POST /room/api/finish</code>.</li>
</ol>
<p>You may pause at any time, come back with this link, ask for help, or ask to be interviewed by a person instead.</p>
</main>
</body>
</html>
`;

const headers = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' };

export const linkRoutes = (): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/interview/:token',
    operationId: 'openInterviewLink',
    summary: 'The candidate link; opening it changes nothing.',
    tag: 'Room',
    access: { kind: 'public' },
    params: z.object({ token: z.string().min(1).max(200) }),
    responses: { 200: { description: 'How to hold the interview.', contentType: 'text/html; charset=utf-8' } },
    problems: [],
    hidden: true,
    limitClass: 'none',
    handler: () => Promise.resolve({ status: 200, body: page, headers }),
  }),
];
