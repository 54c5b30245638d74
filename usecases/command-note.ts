// Puts the free text of a command where erasure reaches it: sealed in a row of its own, named by the command.
import type { Command } from '../domain/lifecycle/commands.ts';
import type { NoteStore, StoredInterview } from '../domain/ports/interviews.ts';
import type { DataPurpose, Digest, SealPlace, Sealer } from '../domain/ports/system.ts';
import { sealPlaces } from '../domain/seal/seal-places.ts';
import type { Attach } from './send-command.ts';

export type NoteTarget = { questionId?: string; competency?: string; change: string };

/** What a person wrote beside a decision, and who decided as the caller named them. */
export type CommandNote = { text?: string; targets?: NoteTarget[]; decidedBy?: string };

export type CommandNoteDeps = { notes: NoteStore; sealer: Sealer; keyedDigest: Digest };

/** The same request makes the same id, so a repeat finds its row. */
export const attachmentId = (
  keyedDigest: Digest,
  prefix: string,
  run: Pick<StoredInterview, 'runId'>,
  updateId: string,
): string => `${prefix}_${keyedDigest(`attachment:${run.runId}:${updateId}`).slice(0, 26)}`;

const isEmpty = ({ text, decidedBy, targets }: CommandNote): boolean =>
  text === undefined && decidedBy === undefined && (targets ?? []).length === 0;

const textOf = ({ text, targets }: CommandNote): { text: string; targets?: NoteTarget[] } | null => {
  if (text === undefined && targets === undefined) return null;
  return { text: text ?? '', ...(targets === undefined ? {} : { targets }) };
};

/** An `attach` that stores the note and names it in the command; without anything written the command stays as it is. */
export const createNoteAttacher =
  ({ notes, sealer, keyedDigest }: CommandNoteDeps) =>
  (tenantId: string, command: Command, note: CommandNote): Attach =>
  async (run, updateId) => {
    if (isEmpty(note)) return command;
    const id = attachmentId(keyedDigest, 'note', run, updateId);
    const owner = { tenantId, runId: run.runId };
    const sealAt = async (
      { purpose, place }: { purpose: DataPurpose; place: SealPlace },
      value: unknown,
    ): Promise<Uint8Array | null> => (value === null ? null : sealer.seal(purpose, place, value));
    const noteSealed = await sealAt(sealPlaces.note(owner, id), textOf(note));
    const decidedBySealed = await sealAt(sealPlaces.decidedBy(owner, id), note.decidedBy ?? null);
    await notes.insert(tenantId, run.runId, { id, command: command.name, noteSealed, decidedBySealed });
    return { ...command, args: { ...command.args, noteId: id } } as Command;
  };
