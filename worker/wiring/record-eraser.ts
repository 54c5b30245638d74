// Wires how an erasure takes out of an ATS's record what was written there.
import { Context } from '@temporalio/activity';
import { createRecordEraser } from '../../activities/writeback/erase-copies.ts';
import type { CopyEraser } from '../../domain/ports/erasure.ts';
import { createWrittenCopies } from '../../infra/db/writebacks/copies-store.ts';
import { createWritebackStore } from '../../infra/db/writebacks/writeback-store.ts';
import type { ProcessDeps } from '../../infra/process.ts';

export const recordEraser = (deps: ProcessDeps): CopyEraser =>
  createRecordEraser({
    ...deps,
    copies: createWrittenCopies(deps.db),
    writebacks: createWritebackStore(deps),
    heartbeat: () => Context.current().heartbeat(),
  });
