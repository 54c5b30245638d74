// Where facts become what people read.
import type { Fact } from '../lifecycle/facts.ts';

export interface ProjectionStore {
  /**
   * Writes facts in order, with their events and the run's row, in one transaction. Facts already written are passed
   * over; a different fact under a known seq, or a gap, throws AppError `projection.conflict`.
   */
  project(tenantId: string, runId: string, facts: Fact[]): Promise<void>;
}
