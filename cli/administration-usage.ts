// The help texts of the administrative commands, apart from their code so that listing commands stays quick.
const where = `Acts on the database that DATABASE_URL names, else on the Parley that runs in this folder (npm start).`;

export const platformUsage = `npm run parley -- platform create --name <name> [--json]
npm run parley -- platform list [--json]

A platform is a product that serves many tenants with one key. ${where}`;

export const tenantUsage = `npm run parley -- tenant create --name <name> [--platform <platformId>] [--json]
npm run parley -- tenant list [--json]
npm run parley -- tenant settings <tenantId> [--set '<json>']

--set changes settings, for example: --set '{"autoApprovePlans":true,"plan":{"deadline":"P10D"},"link":null}'
What is absent stays, null goes back to the default; new interviews follow the change. ${where}`;

export const keyUsage = `npm run parley -- key create --tenant <tenantId> [--kind <kind>] [--label <text>] [--expires <duration>] [--json]
npm run parley -- key create --platform <platformId> [--label <text>] [--expires <duration>] [--json]
npm run parley -- key list --tenant <tenantId> | --platform <platformId> [--json]
npm run parley -- key revoke <keyId> [--json]
npm run parley -- key rotate <keyId> [--overlap <duration>] [--expires <duration>] [--json]

Kinds: integration (default), partner, core, candidate_import, analytics, job_management. A platform has platform keys.
Two keys of a kind may be live at once. rotate makes the second one and ends the first after the overlap (P1D).
Durations are ISO 8601, such as P90D or PT1H. A key is printed once and cannot be shown again. ${where}`;

export const doctorUsage = `npm run parley -- doctor [--json]

Checks settings, PostgreSQL, migrations, Temporal with its namespace and search attributes, the worker, the engine.
One line each: ok, or what is wrong and what to do. The exit code is 0 when everything is ok. ${where}`;
