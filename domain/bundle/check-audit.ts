// Whether a bundle's audit entries hold, and whether timeline and consents are what the log says they were.
import { entryHash, type HashedAuditEntry } from '../audit/chain.ts';
import { timelineText, type TimelineEntry } from '../audit/fact-acts.ts';
import type { Digest } from '../ports/system.ts';
import type { Findings } from './check-records.ts';
import type { Manifest } from './manifest.ts';
import type { CheckedFiles } from './shapes.ts';

const isChained = (entries: readonly HashedAuditEntry[], index: number): boolean => {
  const [before, entry] = [entries[index - 1], entries[index]];
  if (before === undefined || entry === undefined) return true;
  if (entry.position === before.position + 1) return entry.previousHash === before.hash;
  return entry.position > before.position;
};

const checkEntry = (
  entries: readonly HashedAuditEntry[],
  index: number,
  manifest: Manifest,
  digest: Digest,
): string[] => {
  const entry = entries[index];
  if (entry === undefined) return [];
  const isOurs = entry.tenantId === manifest.tenantId && entry.targetId === manifest.runId;
  const isWhole = isOurs && isChained(entries, index) && entryHash(digest, entry) === entry.hash;
  return isWhole ? [] : [`audit entry ${entry.position} was changed, moved or is another interview’s`];
};

/** Every fact of the timeline has its act, and every act its fact; facts from before the log began have none. */
const checkTimeline = (files: CheckedFiles, digest: Digest): Findings => {
  const { items: entries, waiting } = files['audit-log.json'];
  const acts = new Set(entries.filter(({ act }) => act.startsWith('interview.')).map((entry) => entry.contentHash));
  const timeline = files['timeline.json'].items.map((entry) => ({
    seq: entry.seq,
    hash: digest(timelineText(entry as TimelineEntry)),
  }));
  const known = new Set<string | null>(timeline.map(({ hash }) => hash));
  const strangers = [...acts].filter((hash) => !known.has(hash));
  const first = timeline.find(({ hash }) => acts.has(hash));
  const unproven = timeline.filter(({ hash }) => !acts.has(hash));
  const older = unproven.filter(({ seq }) => (first === undefined ? entries.length === 0 : seq < first.seq));
  const missing = unproven.length - older.length;
  return {
    faults: [
      ...(strangers.length > 0
        ? [`${strangers.length} acts of the audit log are not in the timeline as they were`]
        : []),
      ...(missing > waiting ? [`${missing - waiting} entries of the timeline have no act in the audit log`] : []),
    ],
    notes: [
      ...(older.length > 0 ? [`${older.length} entries of the timeline are older than the audit log`] : []),
      ...(waiting > 0 ? [`${waiting} acts had not been chained yet when the bundle was made`] : []),
    ],
  };
};

/** The log names the exact notice of each answer: another text, or an answer that was never given, has no act. */
const checkConsentActs = ({ 'audit-log.json': log, 'consent.json': consents }: CheckedFiles): string[] => {
  const named = (accepted: boolean) =>
    new Set(
      consents.items.filter((one) => one.accepted === accepted).map(({ noticeHash }) => noticeHash as string | null),
    );
  const hashes: Record<string, ReturnType<typeof named>> = {
    'consent.accepted': named(true),
    'consent.refused': named(false),
    'consent.withdrawn': named(false),
  };
  return log.items
    .filter(({ act, contentHash }) => hashes[act] !== undefined && !hashes[act].has(contentHash))
    .map(({ position }) => `the consent of audit entry ${position} is not in consent.json as it was`);
};

export const checkAuditEntries = (files: CheckedFiles, manifest: Manifest, digest: Digest): Findings => {
  const { items, head } = files['audit-log.json'];
  const { faults, notes } = checkTimeline(files, digest);
  const entryFaults = items.flatMap((_, index) => checkEntry(items, index, manifest, digest));
  return {
    faults: [...entryFaults, ...faults, ...checkConsentActs(files)],
    notes: [...notes, ...(head === null ? [] : [`the audit log ended at ${head.position} ${head.hash}`])],
  };
};
