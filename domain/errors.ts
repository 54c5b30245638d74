// The one error of Parley and the one table of its codes: every refusal a caller, an operator or a history can meet.

type ErrorRow = { status: number; title: string; retryable: boolean };

const row = (status: number, title: string, retryable = false): ErrorRow => ({ status, title, retryable });

/** Code → HTTP status, public title, and whether repeating the same request later may succeed. */
export const errorTable = {
  'request.invalid': row(400, 'The request does not match its schema.'),
  'request.malformed': row(400, 'The request body is not valid JSON.'),
  'request.not_found': row(404, 'There is nothing at this address.'),
  'request.method_not_allowed': row(405, 'This address does not support the method.'),
  'request.not_acceptable': row(406, 'The answer can only be given as JSON.'),
  'request.precondition_failed': row(412, 'The resource has changed since it was read.'),
  'request.too_large': row(413, 'The request body is too large.'),
  'request.unsupported_media_type': row(415, 'The request body is not of a media type that is taken here.'),
  'request.digest_mismatch': row(422, 'The request body does not match its Content-Digest: send it again.', true),
  'request.header_invalid': row(400, 'A request header has an invalid value.'),
  'request.foreign_origin': row(403, 'Requests from another web origin are refused.'),
  'request.aborted': row(499, 'The caller closed the connection.', true),
  'request.too_many': row(429, 'Too many requests: the limit of this caller is used up.', true),
  'key.missing': row(401, 'An API key is required.'),
  'key.invalid': row(401, 'The API key is not valid.'),
  'key.scope_missing': row(403, 'The API key lacks the scope for this call.'),
  'key.address_not_allowed': row(403, 'The API key may not be used from this network.'),
  'key.not_found': row(404, 'There is no such API key.'),
  'key.exceeds_caller': row(403, 'A key can give no more than it has itself.'),
  'key.is_own': row(409, 'This is the key of the very request: say own=true to end it.'),
  'key.too_many_live': row(409, 'Too many keys are live already: revoke one first.'),
  'tenant.required': row(400, 'A platform key must name the tenant in X-Tenant-ID.'),
  'tenant.mismatch': row(403, 'The API key belongs to another tenant.'),
  'tenant.not_found': row(404, 'There is no such tenant.'),
  'tenant.active_interviews_limit': row(429, 'The tenant has as many open interviews as it may have.', true),
  'tenant.model_budget_spent': row(429, "The tenant's budget for language models is spent for today.", true),
  'platform.not_found': row(404, 'There is no such platform.'),
  'idempotency.running': row(409, 'A request with this Idempotency-Key is still running.', true),
  'idempotency.mismatch': row(422, 'This Idempotency-Key was used with another request.'),
  'interview.not_found': row(404, 'There is no such interview.'),
  'interview.invalid_transition': row(409, 'The interview does not allow this in its present state.'),
  'interview.stale_revision': row(409, 'The decision is about a revision that is no longer current.'),
  'interview.busy': row(409, 'Another submission for this interview is being processed.', true),
  'interview.closed': row(409, 'The interview has ended.'),
  'interview.revision_limit': row(409, 'The plan cannot be revised any further.'),
  'interview.unknown_outcome': row(503, 'The outcome is not known yet: repeat the same request.', true),
  'interview.too_many_commands': row(429, 'Too many commands for this interview are in flight.', true),
  'worker.unavailable': row(503, 'No worker is running at the moment; nothing was sent.', true),
  'engine.unavailable': row(503, 'The workflow engine cannot be reached; nothing is lost.', true),
  'store.unavailable': row(503, 'The database cannot be reached at the moment.', true),
  'cursor.invalid': row(400, 'The cursor is not valid for this list.'),
  'locale.unsupported': row(422, 'Interviews cannot be held in this language here.'),
  'plan.not_found': row(404, 'There is no such plan.'),
  'plan.protected_matter': row(422, 'The plan touches a protected matter.'),
  'plan.invalid': row(422, 'The drafted plan does not meet the rules for plans.'),
  'plan.revision_not_understood': row(422, 'The planner cannot carry out this change exactly; the plan is as it was.'),
  'plan.question_not_found': row(404, 'The plan has no such question or competency.'),
  'assessment.not_found': row(404, 'There is no assessment yet.'),
  'assessment.verdict_required': row(422, 'The assessment proposes no verdict: state one.'),
  'decision.decider_required': row(422, 'This tenant wants decisions to name who made them.'),
  'assessment.reason_required': row(422, 'A verdict other than the proposed one needs a reason code.'),
  'assessment.invalid': row(422, 'The judges gave no usable answer.'),
  'assessment.words_awaited': row(409, 'Spoken answers are still being turned into words.'),
  'model.unavailable': row(503, 'The language model cannot be reached at the moment.', true),
  'model.rate_limited': row(503, 'The language model is busy.', true),
  'model.timeout': row(503, 'The language model did not answer in time.', true),
  'model.invalid_output': row(503, 'The language model gave an unusable answer.', true),
  'model.ambiguous_answer': row(503, 'The language model gave two answers in one.', true),
  'model.empty_answer': row(503, 'The language model answered nothing.', true),
  'model.error_answer': row(503, 'The language model’s server answered with an error in the form of an answer.', true),
  'model.streamed_answer': row(503, 'The language model’s server sends a stream that nobody asked for.'),
  'model.output_too_small': row(503, 'The language model’s answer does not fit into PARLEY_MODEL_OUTPUT_TOKENS.'),
  'model.context_too_small': row(503, 'The text and its answer are more than the language model can hold at once.'),
  'model.refused': row(503, 'The language model refused the task.'),
  'model.misconfigured': row(503, 'The language model refused the credentials, the model name or the kind of request.'),
  'session.not_found': row(404, 'There is no such session.'),
  'session.provider_unavailable': row(503, 'The voice provider cannot be reached at the moment.', true),
  'session.call_lost': row(503, 'The voice provider never said how the call ended.', true),
  'session.call_open': row(409, 'The call is not over yet, or what was said in it is not here yet.', true),
  'room.link_invalid': row(404, 'This interview link is not valid.'),
  'room.link_expired': row(410, 'This interview link has expired.'),
  'room.session_required': row(401, 'Open the interview link first.'),
  'room.consent_required': row(409, 'The notice has not been accepted yet.'),
  'consent.withdrawn': row(409, 'The candidate has withdrawn consent: nothing more is done with what was said.'),
  'room.notice_changed': row(409, 'The notice has changed: read and accept the current text.'),
  'room.not_started': row(409, 'The interview has not been started.'),
  'room.paused': row(409, 'The interview is paused.'),
  'room.turn_mismatch': row(409, 'This is not the question that is open.'),
  'room.client_turn_reused': row(409, 'This clientTurnId was used with another answer.'),
  'room.frozen': row(409, 'The conversation is over: answers are no longer accepted.'),
  'room.time_over': row(409, 'The time of the interview is used up.'),
  'room.taken_over': row(409, 'The interview goes on in another window or on another device.'),
  'room.recording_incomplete': row(409, 'Parts of the recording have not arrived yet.', true),
  'room.voice_unavailable': row(409, 'Speaking is not possible in this interview: type the answer.'),
  'room.not_correctable': row(409, 'This answer cannot be corrected.'),
  'recording.link_ended': row(410, 'This link to a recording has ended.'),
  'room.correction_stale': row(409, 'The answer was corrected meanwhile: read it again.'),
  'recording.not_found': row(404, 'There is no such recording.'),
  'recording.not_audio': row(422, 'These are not the bytes of a recording of that media type.'),
  'recording.piece_differs': row(409, 'Another piece was sent under this number: begin a new take.'),
  'recording.too_many_takes': row(409, 'The answer was begun anew too often: type it.'),
  'recording.too_long': row(409, 'The recording is longer than an answer may be: begin a new take, or type.'),
  'recording.quota_spent': row(429, 'The recordings of the tenant take up as much room as they may.'),
  'room.question_not_found': row(404, 'This question was not asked in this interview.'),
  'speech.not_configured': row(404, 'There is no speech service.'),
  'speech.unavailable': row(503, 'The speech service cannot be reached at the moment.', true),
  'speech.timeout': row(504, 'The speech service took too long.', true),
  'speech.rejected': row(502, 'The speech service refused the request.'),
  'speech.invalid_output': row(502, 'The speech service answered something unusable.', true),
  'objects.unavailable': row(503, 'What is stored outside the database cannot be reached at the moment.', true),
  'objects.damaged': row(500, 'What was stored has been altered or cut off, and is not shown.'),
  'appeal.not_possible': row(409, 'A review by a person can be asked for once the result is decided.'),
  'appeal.not_found': row(404, 'No review of the decision on this interview was asked for.'),
  'appeal.decided': row(409, 'Somebody has decided on this appeal already.'),
  'appeal.first_decider': row(409, 'Who made the first decision leaves the appeal to another reviewer.'),
  'appeal.verdict_mismatch': row(
    422,
    'A changed decision has another verdict than the one that stands; an upheld one has none.',
  ),
  'appeal.reason_required': row(422, 'A changed decision needs a reason code.'),
  'image.invalid': row(422, 'The image cannot be used.'),
  'personal_data.erased': row(410, 'The personal data of this interview has been erased, or is being erased.'),
  'endpoint.not_found': row(404, 'There is no such webhook endpoint.'),
  'endpoint.too_many': row(409, 'There are too many webhook endpoints already: delete one first.'),
  'endpoint.is_callback': row(409, 'The callback endpoint has no address of its own: it cannot do this.'),
  'endpoint.rotation_running': row(
    409,
    'The secret before the present one is still valid: rotate later, or without overlap.',
  ),
  'erasure.copies_wait': row(503, 'An erasure waits for an outside service that has copies.', true),
  'erasure.not_found': row(404, 'No erasure of this interview was asked for.'),
  'erasure.on_hold': row(409, 'A legal hold forbids the erasure of this interview.'),
  'hold.not_found': row(404, 'There is no such legal hold.'),
  'hold.erasure_running': row(409, 'An erasure of this interview is running: it can no longer be held.'),
  'hold.nothing_left': row(410, 'Nothing of this interview is left to be held.'),
  'hold.too_many': row(409, 'This interview has too many legal holds already.'),
  'endpoint.not_active': row(409, 'The webhook endpoint is paused, disabled or deleted: nothing can be sent to it.'),
  'delivery.not_found': row(404, 'There is no such delivery.'),
  'delivery.endpoint_busy': row(503, 'The receiver has as many calls under way as it may have.', true),
  'delivery.unfinished': row(503, 'The attempt did a part of its work and goes on.', true),
  'delivery.interrupted': row(503, 'The attempt was interrupted and is made again.', true),
  'review.link_invalid': row(404, 'This review link is not valid.'),
  'review.link_expired': row(410, 'This review link has expired.'),
  'review.link_revoked': row(410, 'This review link was revoked, or its reader is not a reviewer any more.'),
  'review.link_not_found': row(404, 'This interview has no such review link.'),
  'review.ended': row(410, 'The interview of this review link has ended.'),
  'review.session_required': row(401, 'Open the review link first.'),
  'review.inbox_required': row(403, 'This session is of one interview: open the inbox link of your mail.'),
  'review.form_not_found': row(404, 'You were given no interview of this form.'),
  'review.session_ended': row(401, 'This session has ended: open the review link again.'),
  'review.reviewer_unknown': row(
    422,
    'No link was ever made for this reviewer, and the tenant’s settings do not name them.',
  ),
  'review.nothing_to_draft': row(409, 'This waits for no decision any more: no draft of one is kept.'),
  'review.nothing_to_rate': row(409, 'There is no assessment of this revision to rate.'),
  'review.already_rated': row(
    409,
    'This competency was rated or passed already: a rating is given before the proposal is seen.',
  ),
  'review.rate_first': row(409, 'Rate each competency, or pass: the proposal is shown after that.'),
  'review.no_evidence_opened': row(409, 'No evidence was opened: look at it, or say that you decide without.'),
  'review.already_decided': row(409, 'Somebody else has decided meanwhile.'),
  'template.not_found': row(404, 'There is no such template.'),
  'template.archived': row(409, 'The template is archived: nothing new is ordered of it.'),
  'template.not_published': row(409, 'The template has no approved plan yet.'),
  'template.incomplete': row(422, 'The template lacks what a plan needs.'),
  'template.external_id_taken': row(409, 'Another template has this externalId.'),
  'template.invalid_transition': row(409, 'The plan of the template does not allow this in its present state.'),
  'template.stale_version': row(409, 'The decision is about a version that is no longer current.'),
  'connection.not_found': row(404, 'There is no such connection.'),
  'connection.paused': row(409, 'The connection is paused: nothing is ordered or told over it.'),
  'connection.too_many': row(409, 'There are too many connections already: delete one first.'),
  'connection.rotation_running': row(
    409,
    'The credentials before the present ones are still tried: rotate later, or without overlap.',
  ),
  'connection.no_record': row(409, 'Parley cannot write the record of this kind of ATS.'),
  'connection.vendor_unavailable': row(503, 'The ATS does not answer at the moment.', true),
  'connection.vendor_refused': row(502, 'The ATS refused what was asked of it.'),
  'connection.kind_mismatch': row(403, 'The API key belongs to a connection of another kind.'),
  'mapping.not_found': row(404, 'This connection has no mapping yet.'),
  'mapping.invalid': row(422, 'The mapping does not fit the result document or the fields of the ATS.'),
  'writeback.not_found': row(404, 'There is no such write-back.'),
  'writeback.not_conflicted': row(409, 'The write-back is in no conflict.'),
  'writeback.not_failed': row(409, 'The write-back has not failed.'),
  'hook.invalid': row(401, 'This address or its signature is not valid.'),
  'hook.not_found': row(404, 'The connection has no such hook.'),
  'hook.body_gone': row(409, 'The body of the hook is gone: its time was over, or the candidate is erased.'),
  'hook.unreadable': row(422, 'The body is none that this ATS sends.'),
  'hook.vendor_unavailable': row(503, 'The ATS cannot be asked about the record at the moment.', true),
  'rules.invalid': row(422, 'The rules do not fit the connection or its templates.'),
  'order.not_found': row(404, 'There is no such order.'),
  'order.exists': row(409, 'This was ordered before.'),
  'order.email_unusable': row(422, 'No mail can be sent to the candidate: the order needs an address that takes mail.'),
  'candidate.not_found': row(404, 'There is no such candidate.'),
  'result.link_invalid': row(404, 'This link to a result is not valid.'),
  'result.link_ended': row(410, 'This link to a result has expired or was revoked.'),
  'report.not_found': row(404, 'There is no such report.'),
  'report.not_ready': row(409, 'The report is not made yet, or could not be made.', true),
  'report.too_many': row(429, 'There are as many reports as may be kept: each goes after seven days.', true),
  'text.too_complex': row(422, 'A text takes more time or memory to read than one text may.', true),
  'text.busy': row(503, 'Too many long texts are being read at the moment.', true),
  'bundle.too_large': row(422, 'This interview has more records than one audit bundle can hold.'),
  'projection.conflict': row(500, 'The stored history differs from the engine.', true),
  'internal.error': row(500, 'Something went wrong on our side.', true),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/** One problem inside a request: a JSON pointer into the body or the name of a parameter. */
export type FieldProblem = { pointer?: string; parameter?: string; code: string; message: string };

export type ErrorOptions = {
  /** Public sentence about this occurrence; never foreign text, never personal data. */
  detail?: string;
  /** Public extension members of the problem answer (codes, states, numbers). */
  extra?: Record<string, unknown>;
  errors?: FieldProblem[];
  /** Seconds after which repeating makes sense. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
  readonly detail: string | undefined;
  readonly extra: Record<string, unknown>;
  readonly errors: FieldProblem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    const { status, title, retryable } = errorTable[code];
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.title = title;
    this.retryable = retryable;
    this.detail = options.detail;
    this.extra = options.extra ?? {};
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);
