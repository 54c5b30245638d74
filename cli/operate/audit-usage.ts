// The help texts of the commands about the audit log and audit bundles, apart from their code so that listing stays quick.
const where = `Acts on the database that DATABASE_URL names, else on the Parley that runs in this folder (npm start).`;

export const auditUsage = `npm run -s parley -- audit export --tenant <tenantId> [--from <position>] [--to <position>] > log.jsonl
npm run -s parley -- audit head --tenant <tenantId> [--json]

export writes one entry a line, in the order of the chain; the export is an act in the log itself.
head prints the position and the hash of the last entry. Keep it where nobody who can change the database can change it:
with it, verify-audit sees whether entries were cut off. A platform has a log of its own, under its id. ${where}`;

export const verifyAuditUsage = `npm run parley -- verify-audit <log.jsonl> [--expect-last-hash <hash>]
npm run parley -- verify-audit --tenant <tenantId> [--expect-last-hash <hash>]

Checks that no entry was changed, put in, taken out or moved, and with --expect-last-hash that none was cut off the end.
A file is checked offline, without any setting. The exit code is 0 when the chain is unbroken, else 1 with the position.`;

export const bundleUsage = `npm run parley -- bundle <runId> --out <file.zip>

Writes everything that is known of one interview into one signed file: see what lies in it in its README.txt.
Making it is an act in the audit log. ${where}`;

export const verifyBundleUsage = `npm run parley -- verify-bundle <file.zip> [--public-key <base64>]

Checks an audit bundle offline: signature, every file, and everything that can be computed again (hashes of rubric,
notice and transcript, quotes, total and verdict, audit entries, certificate). Data that was erased is reported, not a
fault. The exit code is 0 only when all of it fits and the key is the given one, else this deployment's own: the
one under "bundle" at /.well-known/parley-keys.json.`;
