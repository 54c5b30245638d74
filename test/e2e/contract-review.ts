// The recruiter's page, tried as the description shows it: from the link in a mail to a verdict and its record.
import { expect } from 'vitest';
import { send, type ByHand } from './contract-room.ts';

export type ReviewTrying = ByHand & {
  /** With its token as the last part. */
  url: string;
  /** The same, of a link to an inbox. */
  inbox: string;
  runId: string;
  /** That of the run: both links are for one reviewer, who was given it. */
  formId: string;
  exampleOf(operationId: string): { method: string; path: string; body?: unknown };
};

/** Operations that answer with bytes are sent by hand. */
const files = {
  readReviewRecord: 'record.html',
  readReviewRecordPdf: 'record.pdf',
};

export const tryReview = async (trying: ReviewTrying): Promise<void> => {
  const { url, runId, formId, exampleOf, tried } = trying;
  let cookie = '';
  const call = async (operationId: string, own: Record<string, unknown> = {}): Promise<Response> => {
    const { method, path, body } = exampleOf(operationId);
    tried(operationId);
    const sent = body === undefined ? undefined : Buffer.from(JSON.stringify({ ...(body as object), ...own }));
    return await send(trying, {
      method,
      path: path.replace(/run_[0-9A-Z]{12,}/, runId).replace(/(?<=\/forms\/)\w+/, formId),
      headers: { cookie, ...(sent && { 'content-type': 'application/json' }) },
      ...(sent && { bytes: sent }),
    });
  };
  const succeed = async (operationId: string, own: Record<string, unknown> = {}): Promise<Response> => {
    const answer = await call(operationId, own);
    expect({ operationId, ok: answer.ok, text: answer.ok ? '' : await answer.text() }).toEqual({
      operationId,
      ok: true,
      text: '',
    });
    return answer;
  };
  const all = await succeed('openReview', { token: trying.inbox.split('/').at(-1) });
  cookie = all.headers.get('set-cookie')?.split(';')[0] ?? '';
  await succeed('readReviewInbox');
  await succeed('compareReviewedRuns');
  const opened = await succeed('openReview', { token: url.split('/').at(-1) });
  cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (const operationId of ['readReviewSession', 'readReview', 'saveReviewDraft', 'traceReview', 'askReview'])
    await succeed(operationId);
  const { assessment } = (await (await succeed('readReview')).json()) as {
    assessment: { revision: number; competencies: { id: string }[] };
  };
  const { revision } = assessment;
  for (const { id: competencyId } of assessment.competencies)
    await succeed('rateCompetency', { revision, competencyId });
  for (const [operationId, file] of Object.entries(files)) {
    tried(operationId);
    await send(trying, { method: 'GET', path: `/review/api/runs/${runId}/${file}`, headers: { cookie } });
  }
  await succeed('traceReview', { revision });
  await send(trying, {
    method: 'POST',
    path: `/review/api/runs/${runId}/decisions`,
    headers: { cookie, 'content-type': 'application/json' },
    bytes: Buffer.from(JSON.stringify({ kind: 'rejectAssessment', revision, reason: 'The line was too poor.' })),
  });
  tried('decideReview');
  await succeed('endReview');
};
