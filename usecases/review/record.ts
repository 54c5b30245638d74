// The decision record as a file to keep: what was asked and said, what was proposed, what people made of it, and what was decided.
import { AppError } from '../../domain/errors.ts';
import type { AtsFile } from '../../domain/ports/ats-records.ts';
import type { RecordFiles } from '../../domain/ports/record-files.ts';
import type { ReviewEvidenceStore } from '../../domain/ports/review-views.ts';
import { recordOf } from '../../domain/writeback/record.ts';
import type { ReadResultDocument } from '../writeback/read-document.ts';
import { openMaterial, showMaterial, type RunReader, type ShowDeps } from './show.ts';

export type RecordDeps = ShowDeps & {
  readDocument: ReadResultDocument;
  files: RecordFiles;
  evidence: Pick<ReviewEvidenceStore, 'readAll'>;
};

/** Throws `review.rate_first`: the record holds the scores. */
export const createReviewRecord =
  (deps: RecordDeps) =>
  async (reader: RunReader, format: 'html' | 'pdf'): Promise<AtsFile> => {
    const { assessment } = await showMaterial(deps, reader, await openMaterial(deps, reader));
    if (assessment !== null && assessment.total === null) throw new AppError('review.rate_first');
    const run = { tenantId: reader.tenantId, runId: reader.runId };
    const { document } = await deps.readDocument(run);
    const reviewers = assessment === null ? [] : await deps.evidence.readAll(run, assessment.revision);
    return await deps.files.make(
      format,
      recordOf(document, reviewers, assessment ?? {}),
      `record-${reader.runId}.${format}`,
      reader.tenantId,
    );
  };
