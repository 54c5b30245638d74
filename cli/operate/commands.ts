// The operator's commands: what each is for and how it is called. Their code is loaded only when one is run.
import type { CliCommand } from '../command.ts';
import type { Verbs } from './verbs.ts';

const named = `--as, else PARLEY_OPERATOR, says who acts; the name is sealed beside the interview.`;
const known = `--as, else PARLEY_OPERATOR, says who acts; the audit log keeps a keyed hash of the name: audit operator prints it.`;

const where = `Acts on the database that DATABASE_URL names, else on the Parley that runs in this folder (npm start).`;

type Noun = Omit<CliCommand, 'run'> & { verbs: () => Promise<Verbs> };

const nouns: readonly Noun[] = [
  {
    name: 'platform',
    summary: 'make and list platforms',
    usage: `npm run parley -- platform create --name <name> [--as <name>] [--json]
npm run parley -- platform list [--json]

A platform is a product that serves many tenants with one key. ${known} ${where}`,
    verbs: async () => (await import('./tenant.ts')).platformVerbs,
  },
  {
    name: 'tenant',
    summary: 'make and list tenants, see and change their settings and caps',
    usage: `npm run parley -- tenant create --name <name> [--platform <platformId>] [--as <name>] [--json]
npm run parley -- tenant list [--json]
npm run parley -- tenant settings <tenantId> [--set '<json>'] [--as <name>]
npm run parley -- tenant caps <tenantId> [--active-interviews <number>] [--model-spend <amount>] [--mails-per-day <number>]
                              [--recording-bytes <number>] [--upload-bytes <number>] [--as <name>]

--set changes settings, for example: --set '{"autoApprovePlans":true,"plan":{"deadline":"P10D"},"link":null}'
What is absent stays, null goes back to the default; new interviews follow the change.
caps shows or sets what a tenant may use at most: open interviews, what language models may cost per day (UTC, in the
currency of your bill), mails that may go out per day (UTC; those beyond it wait), bytes of recordings that are
kept, the largest request body. "default" takes a cap back. ${known} ${where}`,
    verbs: async () => (await import('./tenant.ts')).tenantVerbs,
  },
  {
    name: 'key',
    summary: 'make, list, limit, revoke and rotate API keys',
    usage: `npm run parley -- key create --tenant <tenantId> | --platform <platformId> [--kind <kind> | --scopes <scopes>]
                                [--label <text>] [--expires <duration | never>] [--allow <networks>]
                                [--requests-per-hour <number>] [--as <name>] [--json]
npm run parley -- key list --tenant <tenantId> | --platform <platformId> [--json]
npm run parley -- key revoke <keyId> [--as <name>] [--json]
npm run parley -- key allow <keyId> <networks | any> [--as <name>] [--json]
npm run parley -- key rotate <keyId> [--overlap <duration>] [--expires <duration | never>] [--as <name>] [--json]

Kinds: integration (default), partner, core, candidate_import, analytics, job_management. A platform has platform keys.
--scopes makes a key of kind custom that may do just that, such as interviews:read,rankings:read,events:read for a reader;
a kind among them stands for all of its scopes: integration,keys:manage makes a key that may make keys, up to its own
rights. A key lives 365 days unless --expires says otherwise.
Two keys of the same kind and label may be live at once. rotate makes the second one and ends the first after the overlap
(P1D); it keeps scopes, label, networks and limit.
--allow names the networks a key may be used from, such as 203.0.113.0/24,2001:db8::/32; without it, any.
--requests-per-hour gives a key a limit of its own instead of PARLEY_REQUESTS_PER_HOUR.
Durations are ISO 8601, such as P90D or PT1H. A key is printed once and cannot be shown again. ${known} ${where}`,
    verbs: async () => (await import('./key.ts')).verbs,
  },
  {
    name: 'connection',
    summary: 'connect ATS products, try, pause and delete their connections',
    usage: `npm run parley -- connection create --tenant <tenantId> --kind <kind> --name <text> [--config <file | ->]
                                       [--credentials <file | ->] [--as <name>] [--json]
npm run parley -- connection list --tenant <tenantId> [--json]
npm run parley -- connection test <connectionId> [--as <name>] [--json]
npm run parley -- connection pause | resume | delete <connectionId> [--as <name>] [--json]

Kinds: ashby, greenhouse (MarioHR too), lever, solidats, workable. --config and --credentials are files with a JSON object, or - for
standard input: what is secret never stands on a command line. create prints the key that the ATS presents, or the address
that it calls, once. test makes a call that changes nothing; its exit code is 0 only when nothing is wrong.
While a connection is paused nothing is ordered or told over it. delete destroys credentials and settings and revokes its keys.
A key of a connection is rotated with key rotate. ${known} ${where}`,
    verbs: async () => (await import('./connection.ts')).verbs,
  },
  {
    name: 'hook',
    summary: 'see what an ATS told on its own, have failed ones worked on again',
    usage: `npm run parley -- hook list <connectionId> [--status <status>] [--outcome <code>] [--since <when>] [--limit <number>] [--json]
npm run parley -- hook redrive <connectionId> [<hookId>] [--outcome <code>] [--since <when>] [--as <name>] [--json]

What an ATS told over a connection, newest first, as ids and codes: what came of it, or what went wrong. Statuses: received
(it waits for its turn, or for the ATS), done, failed. redrive has one failed hook worked on again, or all of the connection, for
one cause (such as template.not_published), since a time, or both; bodies are kept for seven days.
<when> is a date such as 2026-11-22T08:00:00Z or a duration before now such as P1D. ${known} ${where}`,
    verbs: async () => (await import('./hook.ts')).verbs,
  },
  {
    name: 'interview',
    summary: 'find interviews, see what they wait for, set them going again',
    usage: `npm run parley -- interview list [--tenant <tenantId>] [--state <state>] [--waits-for <who>] [--attention <code | any>]
                                        [--older-than <duration>] [--limit <number>] [--after <runId>] [--json]
npm run parley -- interview find --external-id <id> [--tenant <tenantId>] [--json]
npm run parley -- interview show <runId> [--json]
npm run parley -- interview timeline <runId> [--json]
npm run parley -- interview retry <runId> [--as <name>] [--json]
npm run parley -- interview cancel <runId> --reason <code> [--as <name>] [--json]
npm run parley -- interview restart <runId> [--as <name>] [--json]

list shows open interviews of all tenants, the oldest first (50, at most 1000; --after goes on behind one). --waits-for is
recruiter, candidate, integrator or nobody; --older-than counts from the beginning of the present wait; ended ones are found by
--state. find's exit code is 1 when there is none.
retry tries failed work again while an interview has attention. restart is for a workflow that was terminated: the interview
goes on from its last state, with the deadlines it had; ten minutes after the end of its workflow (PARLEY_LOST_AFTER_MS) it is
ended instead. A running one is left as it is. Reasons are codes. ${named} ${where}`,
    verbs: async () => (await import('./interview.ts')).verbs,
  },
  {
    name: 'erase',
    summary: 'erase what is about the candidate of an interview',
    usage: `npm run parley -- erase <runId> [--scope personal | all] [--wait] [--as <name>]

Destroys what is about the candidate of one interview, for good; an active interview is cancelled first. --scope all
destroys the assessment's own texts too. Running it again erases nothing twice and prints the certificate once it is
there; --wait waits for it. A worker does the work; while none runs the erasure is kept. ${named} ${where}`,
    verbs: async () => (await import('./erase.ts')).verbs,
  },
  {
    name: 'verify-certificate',
    summary: 'check a certificate of erasure, offline',
    usage: `npm run parley -- verify-certificate <file> [--public-key <base64>]

Checks a certificate of erasure offline: that not a character has changed since it was signed, and whose key signed it:
the given one, else this deployment's own (PARLEY_SIGNING_KEY, or that of the Parley in this folder).
The exit code is 0 only when both are right.`,
    verbs: async () => (await import('./verify-certificate.ts')).verbs,
  },
  {
    name: 'audit',
    summary: 'export the audit log of a tenant, print its last hash',
    usage: `npm run -s parley -- audit export --tenant <tenantId> [--from <position>] [--to <position>] [--as <name>] > log.jsonl
npm run -s parley -- audit head --tenant <tenantId> [--json]
npm run -s parley -- audit operator <name>

export writes one entry a line, in the order of the chain; the export is an act in the log itself.
head prints the position and the hash of the last entry. Keep it where nobody who can change the database can change it:
with it, verify-audit sees whether entries were cut off. A platform has a log of its own, under its id.
${known} It stands as actorId at acts on tenants, keys, settings and whole endpoints. ${where}`,
    verbs: async () => (await import('./audit.ts')).verbs,
  },
  {
    name: 'verify-audit',
    summary: 'check that an audit log was not tampered with, offline too',
    usage: `npm run parley -- verify-audit <log.jsonl> [--expect-last-hash <hash>] [--against <heads.jsonl>] [--public-key <base64>]
npm run parley -- verify-audit --tenant <tenantId> [the same]

Checks that no entry was changed, put in, taken out or moved; with --expect-last-hash that none was cut off the end; with --against
that the log still holds every head that was signed, which one that was written anew does not. The file of heads is the one of
PARLEY_AUDIT_HEADS_PATH, or the worker's log; heads are checked with this deployment's own key, or the one that is named.
A file is checked offline, without any setting. The exit code is 0 when the chain is unbroken, else 1 with the position.`,
    verbs: async () => (await import('./verify-audit.ts')).verbs,
  },
  {
    name: 'bundle',
    summary: 'write everything about one interview into one signed file',
    usage: `npm run parley -- bundle <runId> --out <file.zip> [--as <name>]

Writes everything that is known of one interview into one signed file: see what lies in it in its README.txt.
Making it is an act in the audit log. ${named} ${where}`,
    verbs: async () => (await import('./bundle.ts')).makeVerbs,
  },
  {
    name: 'verify-bundle',
    summary: 'check an audit bundle, offline',
    usage: `npm run parley -- verify-bundle <file.zip> [--public-key <base64>]

Checks an audit bundle offline: signature, every file, and everything that can be computed again (hashes of rubric,
notice and transcript, quotes, total and verdict, audit entries, certificate). Data that was erased is reported, not a
fault. The exit code is 0 only when all of it fits and the key is the given one, else this deployment's own: the
one under "bundle" at /.well-known/parley-keys.json.`,
    verbs: async () => (await import('./bundle.ts')).verifyVerbs,
  },
  {
    name: 'hold',
    summary: 'keep an interview from being erased, for legal reasons',
    usage: `npm run parley -- hold place <runId> --reason <code> --until <date or duration> [--note <text>] [--held-by <name>] [--as <name>] [--json]
npm run parley -- hold list <runId> [--json]
npm run parley -- hold release <runId> <holdId> [--as <name>] [--json]

A legal hold keeps an interview from being erased, on request and by retention, until it is released or ends; at most ten
years ahead. Note and name are sealed like the interview itself. ${named} ${where}`,
    verbs: async () => (await import('./hold.ts')).verbs,
  },
  {
    name: 'review-links',
    summary: 'list the links that recruiters may decide by, revoke one',
    usage: `npm run parley -- review-links list <runId> [--json]
npm run parley -- review-links revoke <runId> <linkId> [--as <name>] [--json]

Each recruiter that a tenant names in mail.recruiters gets a link of their own with each notice. It works for 14 days, until
the interview ends, until it is revoked, and only while its reader is among the tenant's recruiters. ${named} ${where}`,
    verbs: async () => (await import('./review-links.ts')).verbs,
  },
  {
    name: 'appeal',
    summary: 'see what candidates ask to be reviewed, record what a person decided on it',
    usage: `npm run parley -- appeal list [--tenant <tenantId>] [--state <open|decided>] [--overdue] [--limit <number>] [--json]
npm run parley -- appeal show <runId> [--json]
npm run parley -- appeal decide <runId> --outcome <upheld|changed> [--verdict <verdict>] [--reasons <codes>] [--note <text>]
                                --decided-by <name or address> [--as <name>] [--json]

list shows those that are due first, of all tenants or of one; show says of one until when it is due, and how many
reviewers there are beside who decided first. The candidate's words are for the reviewer: make them a link (POST
…/review-links). decide records what a person has decided, once: --decided-by names that person, who is somebody else than
who decided first where there is somebody. changed needs another verdict and reasons, codes with commas between them.
The candidate and the recruiters are told, and what was written into an ATS is brought up to date. ${named} ${where}`,
    verbs: async () => (await import('./appeal.ts')).verbs,
  },
  {
    name: 'retention',
    summary: 'show what is due to be erased, or erase it now',
    usage: `npm run parley -- retention --dry-run [--tenant <tenantId>] [--json]
npm run parley -- retention --now [--json]
npm run parley -- retention --reapply-erasures [--list <file>] [--as <name>]

--dry-run shows per tenant what is due now and within seven days, with the runs, and erases nothing. --now does what the
daily Schedule does, for all tenants, and waits until every erasure has been started.
--reapply-erasures is for after a restored backup: it erases again what either database remembers as erased, and the runs
whose ids stand in the file (certificates, an audit export, a list). ${known} ${where}`,
    verbs: async () => (await import('./retention.ts')).verbs,
  },
  {
    name: 'master-key',
    summary: 'exchange the master key, move keys to a database of their own',
    usage: `npm run parley -- master-key status [--json]
npm run parley -- master-key rotate [--json]
npm run parley -- master-key move-keys

rotate wraps every data key and webhook secret by PARLEY_MASTER_KEY; what PARLEY_MASTER_KEY_PREVIOUS wrapped opens until then.
It runs beside api and worker, may be stopped and repeated at any time, and never touches the sealed data.
move-keys takes the data keys from the main database to the one of KEY_DATABASE_URL; stop api and worker first. ${where}`,
    verbs: async () => (await import('./master-key.ts')).verbs,
  },
  {
    name: 'deliveries',
    summary: 'see what was sent to webhook endpoints and ATS, send it again',
    usage: `npm run parley -- deliveries list --tenant <tenantId> [--run <runId>] [--channel <channel>] [--endpoint <endpointId>]
                                         [--order <orderId>] [--connection <connectionId>] [--status <status>]
                                         [--type <eventType>] [--since <when>] [--limit <number>] [--json]
npm run parley -- deliveries show <deliveryId> [--json]
npm run parley -- deliveries redeliver <deliveryId> [--as <name>] [--json]
npm run parley -- deliveries recover <endpointId or connectionId> --since <when> [--as <name>] [--json]

What was sent to whom, newest first; show adds how each attempt went. redeliver sends an event to its endpoint once
more, or tells an ATS its result; recover does so with everything since then that the endpoint should have got and has
not, or with the last result of each order that the ATS of a connection has not taken. Channels: webhook, result, writeback.
Statuses: pending, delivered, dead, skipped. <when> is a date such as 2026-11-22T08:00:00Z or a duration before now such as P1D.
redeliver: ${named} recover: ${known} ${where}`,
    verbs: async () => (await import('./deliveries.ts')).verbs,
  },
  {
    name: 'writeback',
    summary: 'see what was written into the records of an ATS, decide conflicts, write again',
    usage: `npm run parley -- writeback list <connectionId> [--status <status>] [--reason <code>] [--since <when>] [--limit <number>] [--json]
npm run parley -- writeback show <runId> [--json]
npm run parley -- writeback resolve <writebackId> --take <theirs|ours> [--as <name>] [--json]
npm run parley -- writeback redrive <writebackId or connectionId> [--since <when>] [--reason <code>] [--as <name>] [--json]

list shows what was or is to be written over a connection, newest first; show says of an interview why its record is as
it is. resolve decides a conflict with a person's value: theirs stays, or ours is written over it. redrive writes again
what failed; with a connection and --since everything that its records lack since then, with --reason only what failed
for it. Statuses: intended, attempting, confirmed, conflicted, failed, superseded, kept_theirs, removed, left.
<when> is a date such as 2026-11-22T08:00:00Z or a duration before now such as P1D.
resolve and redrive of one: ${named} redrive of a connection: ${known} ${where}`,
    verbs: async () => (await import('./writeback.ts')).verbs,
  },
  {
    name: 'doctor',
    summary: 'check that everything a deployment needs is there',
    usage: `npm run parley -- doctor [--engine] [--json]

Checks settings, PostgreSQL, migrations, Temporal with its namespace and search attributes, the worker, the engine.
One line each: ok, or what is wrong and what to do. The exit code is 0 when everything is ok. ${where}
--engine looks at the language model of PARLEY_ENGINE and PARLEY_MODEL_… alone, and needs nothing else: one tiny call for each
kind of job, two for the assessor, with time, tokens and cost, and what the server was found to take.`,
    verbs: async () => (await import('./doctor.ts')).verbs,
  },
];

export const operatorCommands: readonly CliCommand[] = nouns.map(({ verbs, ...noun }) => ({
  ...noun,
  run: async (args) => {
    const [code, { runVerb }] = await Promise.all([verbs(), import('./verbs.ts')]);
    return await runVerb(code, args, noun.usage);
  },
}));
