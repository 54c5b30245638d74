// Takes a request's markup off before anything else reads it: creation and later additions alike.
import { jobTextsOf, withCleanTexts, type JobTexts } from '../../domain/request/job-texts.ts';
import type { InterviewRequest } from '../../domain/request/request.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';

/** `original`: what was sent of the texts that were not plain. */
export type CleanRequest = { request: InterviewRequest; original: JobTexts };

/** Throws `request.invalid` for what is too long even then, `text.too_complex` and `text.busy`. */
export const cleanRequest = async (
  textWork: TextWork,
  tenantId: string,
  request: InterviewRequest,
): Promise<CleanRequest> => withCleanTexts(request, await textWork.run('cleanJob', jobTextsOf(request), { tenantId }));
