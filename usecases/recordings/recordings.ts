// Hearing what was said: the candidate their own, others by addresses of ours that are signed, end soon, and end with the data.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { OpenObject, SealedObjects } from '../../domain/ports/objects.ts';
import type { KeptRecordings, Recording } from '../../domain/ports/recordings.ts';
import type { ResultDetail, ResultLinkStore } from '../../domain/ports/result-links.ts';
import type { SignedLinks } from '../../domain/ports/signed-links.ts';
import type { Clock } from '../../domain/ports/system.ts';

/** How long an address of a recording works: long enough to listen, too short to be passed on for long. */
const linkLifeMs = 15 * 60_000;

/** Opens the page of all recordings of a run; a recording's own id opens that one. */
const wholeRun = 'all';

export type RecordingDeps = {
  recordings: KeptRecordings;
  objects: SealedObjects;
  recordingLinks: SignedLinks;
  resultLinkStore: Pick<ResultLinkStore, 'find' | 'current'>;
  /** Whether who has a result's link may have the candidate's own words. */
  settingsOf(tenantId: string): Promise<{ detail: ResultDetail }>;
  /** Only a link's run is known before its tenant is. */
  tenantOf(runId: string): Promise<string | null>;
  clock: Clock;
};

export type ShownRecording = Omit<Recording, 'objectId' | 'turns'> & { url: string | null; expiresAt: number | null };

export type Playable = { recording: Recording; object: OpenObject };

const isThere = ({ state }: Pick<Recording, 'state'>): boolean => state === 'stored';

const open = async ({ objects }: RecordingDeps, run: RunRef, recording: Recording | undefined): Promise<Playable> => {
  if (recording === undefined || !isThere(recording) || recording.objectId === null)
    throw new AppError('recording.not_found');
  const object = await objects.open({ kind: 'recording', run, id: recording.objectId });
  if (object === null) throw new AppError('recording.not_found');
  if (recording.bytes !== null && object.bytes !== recording.bytes) throw new AppError('objects.damaged');
  return { recording, object };
};

const shown = (
  { recordingLinks, clock }: RecordingDeps,
  { runId }: RunRef,
  recordings: Recording[],
): ShownRecording[] => {
  const expiresAt = clock.now() + linkLifeMs;
  return recordings.map(({ objectId: _, turns: _turns, ...recording }) =>
    isThere(recording)
      ? { ...recording, url: recordingLinks.urlOf({ runId, linkId: recording.id, expiresAt }), expiresAt }
      : { ...recording, url: null, expiresAt: null },
  );
};

type Opened = { kind: 'page'; recordings: ShownRecording[]; expiresAt: number } | ({ kind: 'audio' } & Playable);

/** A page that an ATS keeps ends with the row of the result's link; everything else by its own time. */
const checkRow = async (deps: RecordingDeps, run: RunRef, linkId: string, now: number): Promise<void> => {
  const [row, { detail }] = await Promise.all([deps.resultLinkStore.find(run, linkId), deps.settingsOf(run.tenantId)]);
  if (row === null) throw new AppError('recording.not_found');
  if (row.revokedAt !== null || row.expiresAt <= now || detail !== 'quotes') throw new AppError('recording.link_ended');
};

const openLink = async (deps: RecordingDeps, token: string): Promise<Opened> => {
  const link = deps.recordingLinks.read(token);
  const tenantId = link === null ? null : await deps.tenantOf(link.runId);
  if (link === null || tenantId === null) throw new AppError('recording.not_found');
  const run = { tenantId, runId: link.runId };
  const now = deps.clock.now();
  if (link.expiresAt <= now) throw new AppError('recording.link_ended');
  const isPage = link.linkId === wholeRun || link.linkId.startsWith('res_');
  if (isPage && link.linkId !== wholeRun) await checkRow(deps, run, link.linkId, now);
  const recordings = await deps.recordings.list(run);
  if (isPage)
    return { kind: 'page', recordings: shown(deps, run, recordings.filter(isThere)), expiresAt: link.expiresAt };
  return {
    kind: 'audio',
    ...(await open(
      deps,
      run,
      recordings.find(({ id }) => id === link.linkId),
    )),
  };
};

export const createRecordings = (deps: RecordingDeps) => ({
  /** In the order of turns. Throws `interview.not_found`, `personal_data.erased`, `consent.withdrawn`. */
  list: async (run: RunRef): Promise<ShownRecording[]> => shown(deps, run, await deps.recordings.list(run)),
  /** What the candidate said to one question. Throws as `list`, and `recording.not_found`. */
  openOwn: async (run: RunRef, turn: number): Promise<Playable> => {
    const recordings = await deps.recordings.list(run);
    return await open(
      deps,
      run,
      recordings.find(({ turns }) => turns.includes(turn)) ?? recordings.find((one) => one.turn === turn),
    );
  },
  /** The link, ended ones included, for counting; null for what we did not sign. */
  holderOf: (token: string): string | null => deps.recordingLinks.read(token)?.linkId ?? null,
  /** Throws `recording.not_found`, `recording.link_ended`, and as `list`. */
  open: (token: string): Promise<Opened> => openLink(deps, token),
});
export type Recordings = ReturnType<typeof createRecordings>;

/** Null while there is nothing to hear, and once it must not be heard. */
const isHeard = async ({ recordings }: Pick<RecordingDeps, 'recordings'>, run: RunRef): Promise<boolean> =>
  (await recordings.list(run)).some(isThere);

type UrlDeps = Pick<RecordingDeps, 'recordings' | 'recordingLinks' | 'clock'>;

/** For a caller who asks now and may hear it: one page with every recording. */
export const createRecordingPageUrl =
  (deps: UrlDeps) =>
  async (run: RunRef): Promise<string | null> => {
    if (!(await isHeard(deps, run))) return null;
    const expiresAt = deps.clock.now() + linkLifeMs;
    return deps.recordingLinks.urlOf({ runId: run.runId, linkId: wholeRun, expiresAt });
  };

type KeptUrlDeps = UrlDeps &
  Pick<RecordingDeps, 'resultLinkStore'> & {
    settingsOf(tenantId: string): Promise<{ detail: ResultDetail; linkLifeMs: number }>;
    newId(prefix: string): string;
  };

/** For an ATS that keeps what it is told: the same page for as long as the result's own, where the tenant shows quotes. */
export const createKeptRecordingPageUrl =
  (deps: KeptUrlDeps) =>
  async (run: RunRef): Promise<string | null> => {
    const { detail, linkLifeMs: lifeMs } = await deps.settingsOf(run.tenantId);
    if (detail !== 'quotes' || !(await isHeard(deps, run))) return null;
    const now = deps.clock.now();
    const wish = { id: deps.newId('res'), from: now + lifeMs / 2, until: now + lifeMs };
    const link = await deps.resultLinkStore.current(run, wish);
    return link && deps.recordingLinks.urlOf({ runId: run.runId, linkId: link.id, expiresAt: link.expiresAt });
  };
