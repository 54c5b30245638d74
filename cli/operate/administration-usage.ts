// The help texts of the administrative commands, apart from their code so that listing commands stays quick.
const where = `Acts on the database that DATABASE_URL names, else on the Parley that runs in this folder (npm start).`;

export const platformUsage = `npm run parley -- platform create --name <name> [--json]
npm run parley -- platform list [--json]

A platform is a product that serves many tenants with one key. ${where}`;

export const tenantUsage = `npm run parley -- tenant create --name <name> [--platform <platformId>] [--json]
npm run parley -- tenant list [--json]
npm run parley -- tenant settings <tenantId> [--set '<json>']
npm run parley -- tenant caps <tenantId> [--active-interviews <number>] [--model-spend <amount>] [--upload-bytes <number>]

--set changes settings, for example: --set '{"autoApprovePlans":true,"plan":{"deadline":"P10D"},"link":null}'
What is absent stays, null goes back to the default; new interviews follow the change.
caps shows or sets what a tenant may use at most: open interviews, what language models may cost per day (UTC, in the
currency of your bill), the largest request body. "default" takes a cap back. ${where}`;

export const keyUsage = `npm run parley -- key create --tenant <tenantId> [--kind <kind>] [--label <text>] [--expires <duration>] [--allow <networks>]
                                [--requests-per-hour <number>] [--json]
npm run parley -- key create --platform <platformId> [--label <text>] [--expires <duration>] [--json]
npm run parley -- key list --tenant <tenantId> | --platform <platformId> [--json]
npm run parley -- key revoke <keyId> [--json]
npm run parley -- key allow <keyId> <networks | any> [--json]
npm run parley -- key rotate <keyId> [--overlap <duration>] [--expires <duration>] [--json]

Kinds: integration (default), partner, core, candidate_import, analytics, job_management. A platform has platform keys.
Two keys of a kind may be live at once. rotate makes the second one and ends the first after the overlap (P1D).
--allow names the networks a key may be used from, such as 203.0.113.0/24,2001:db8::/32; without it, any.
--requests-per-hour gives a key a limit of its own instead of PARLEY_REQUESTS_PER_HOUR.
Durations are ISO 8601, such as P90D or PT1H. A key is printed once and cannot be shown again. ${where}`;

export const deliveriesUsage = `npm run parley -- deliveries list --tenant <tenantId> [--run <runId>] [--endpoint <endpointId>] [--status <status>]
                                         [--type <eventType>] [--since <when>] [--limit <number>] [--json]
npm run parley -- deliveries show <deliveryId> [--json]
npm run parley -- deliveries redeliver <deliveryId> [--json]
npm run parley -- deliveries recover <endpointId> --since <when> [--json]

What was sent to whom, newest first; show adds how each attempt went. redeliver sends an event to its endpoint once
more, recover everything since then that the endpoint should have got and has not. Statuses: pending, delivered, dead,
skipped. <when> is a date such as 2026-11-22T08:00:00Z or a duration before now such as P1D. ${where}`;

export const doctorUsage = `npm run parley -- doctor [--json]

Checks settings, PostgreSQL, migrations, Temporal with its namespace and search attributes, the worker, the engine.
One line each: ok, or what is wrong and what to do. The exit code is 0 when everything is ok. ${where}`;

export const eraseUsage = `npm run parley -- erase <runId> [--scope personal | all] [--wait]

Destroys what is about the candidate of one interview, for good; an active interview is cancelled first. --scope all
destroys the assessment's own texts too. Running it again erases nothing twice and prints the certificate once it is
there; --wait waits for it. A worker does the work; while none runs the erasure is kept. ${where}`;

export const verifyCertificateUsage = `npm run parley -- verify-certificate <file> [--public-key <base64>]

Checks a certificate of erasure offline: that not a character has changed since it was signed, and whose key signed it:
the given one, else this deployment's own (PARLEY_SIGNING_KEY, or that of the Parley in this folder).
The exit code is 0 only when both are right.`;

export const holdUsage = `npm run parley -- hold place <runId> --reason <code> --until <date or duration> [--note <text>] [--held-by <name>] [--json]
npm run parley -- hold list <runId> [--json]
npm run parley -- hold release <runId> <holdId> [--json]

A legal hold keeps an interview from being erased, on request and by retention, until it is released or ends; at most ten
years ahead. Note and name are sealed like the interview itself. ${where}`;

export const retentionUsage = `npm run parley -- retention --dry-run [--tenant <tenantId>] [--json]
npm run parley -- retention --now [--json]
npm run parley -- retention --reapply-erasures [--list <file>]

--dry-run shows per tenant what is due now and within seven days, with the runs, and erases nothing. --now does what the
daily Schedule does, for all tenants, and waits until every erasure has been started.
--reapply-erasures is for after a restored backup: it erases again what either database remembers as erased, and the runs
whose ids stand in the file (certificates, an audit export, a list). ${where}`;

export const masterKeyUsage = `npm run parley -- master-key status [--json]
npm run parley -- master-key rotate [--json]
npm run parley -- master-key move-keys

rotate wraps every data key and webhook secret by PARLEY_MASTER_KEY; what PARLEY_MASTER_KEY_PREVIOUS wrapped opens until then.
It runs beside api and worker, may be stopped and repeated at any time, and never touches the sealed data.
move-keys takes the data keys from the main database to the one of KEY_DATABASE_URL; stop api and worker first. ${where}`;
