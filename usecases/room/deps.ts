// What the use cases of the room stand on, and who is calling them.
import type { Command } from '../../domain/lifecycle/commands.ts';
import type { Actor } from '../../domain/lifecycle/facts.ts';
import type { CommandResult } from '../../domain/ports/engine.ts';
import type { NoteStore } from '../../domain/ports/interviews.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Interviewer } from '../../domain/ports/models.ts';
import type { RoomStore } from '../../domain/ports/room.ts';
import type { Clock, Digest, Sealer } from '../../domain/ports/system.ts';
import type { Disclosure } from '../../domain/room/notice.ts';
import type { FaultWatch } from './fault-watch.ts';

export type SendCommand = (
  tenantId: string,
  runId: string,
  command: Command,
  options: { actor: Actor; updateKey: string },
) => Promise<CommandResult>;

export type RoomDeps = {
  store: RoomStore;
  notes: NoteStore;
  sealer: Sealer;
  interviewer: Interviewer;
  sendCommand: SendCommand;
  clock: Clock;
  digest: Digest;
  logger: Logger;
  faults: FaultWatch;
  disclosure: Disclosure;
  /** 256 random bits. */
  newToken(): string;
  /** The keyed hash under which a link's token or a cookie is stored. */
  hashToken(kind: 'link' | 'cookie', value: string): string;
};

/** One request of a candidate; `arrivedAt` is when it reached us, in epoch milliseconds. */
export type Visit = { tenantId: string; runId: string; cookieHash: string; arrivedAt: number };
