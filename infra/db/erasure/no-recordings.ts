// This version records no sound or picture: there is nothing to find and nothing to delete.
import type { RecordingStore } from '../../../domain/ports/retention.ts';

export const noRecordings: RecordingStore = {
  listEndedBefore: () => Promise.resolve([]),
  delete: () => Promise.resolve(),
};
