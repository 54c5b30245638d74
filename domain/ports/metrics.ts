// Every figure that Parley reports, in one table, and the port through which code reports it.

export type MetricRow = {
  kind: 'counter' | 'gauge' | 'histogram';
  /** Full name as scraped, with its unit. */
  name: string;
  help: string;
  /** Codes with few values; never ids, paths or text. */
  labels: readonly string[];
  /** Labels that are left out where they say nothing. */
  optional?: readonly string[];
};

const row = <const Row extends MetricRow>(definition: Row): Row => definition;

export const metricTable = {
  httpRequest: row({
    kind: 'histogram',
    name: 'parley_http_request_seconds',
    help: 'Time to answer an HTTP request, by route pattern.',
    labels: ['method', 'route', 'status'],
  }),
  command: row({
    kind: 'histogram',
    name: 'parley_command_seconds',
    help: 'Time from a command to its answer; result is ok or the refusal’s code.',
    labels: ['command', 'result'],
  }),
  projection: row({
    kind: 'counter',
    name: 'parley_projections_total',
    help: 'Batches of facts written for readers; result is applied, repeated or an error code.',
    labels: ['result'],
  }),
  modelCall: row({
    kind: 'histogram',
    name: 'parley_model_call_seconds',
    help: 'Time of a model call; result is ok or an error code.',
    labels: ['engine', 'step', 'result'],
  }),
  modelTokens: row({
    kind: 'counter',
    name: 'parley_model_tokens_total',
    help: 'Tokens used, by direction: in, out; cached is part of in, reasoning part of out.',
    labels: ['engine', 'step', 'direction'],
  }),
  modelCost: row({
    kind: 'counter',
    name: 'parley_model_cost_micros_total',
    help: 'Cost of model calls in millionths of the bill’s currency.',
    labels: ['engine', 'step'],
  }),
  followUps: row({
    kind: 'counter',
    name: 'parley_follow_ups_total',
    help: 'Answers that a planned follow-up could go with; result is asked, none (nothing was left open) or skipped (the engine failed or took more than 6 seconds).',
    labels: ['result'],
  }),
  speechHeard: row({
    kind: 'counter',
    name: 'parley_speech_heard_seconds_total',
    help: 'Seconds of audio that a speech recogniser turned into words.',
    labels: [],
  }),
  objectsSwept: row({
    kind: 'counter',
    name: 'parley_objects_swept_total',
    help: 'Objects removed that nothing needs; result is orphan (no row names it), stale or unfinished.',
    labels: ['result'],
  }),
  heartbeatAge: row({
    kind: 'gauge',
    name: 'parley_worker_heartbeat_age_seconds',
    help: 'Age of the youngest worker heartbeat; commands are refused above 10.',
    labels: [],
  }),
  runsNeedingAttention: row({
    kind: 'gauge',
    name: 'parley_runs_attention',
    help: 'Open interviews whose work failed after its retries, by code.',
    labels: ['code'],
  }),
  reconciled: row({
    kind: 'counter',
    name: 'parley_reconciled_total',
    help: 'Runs the reconciler touched; result is started, failed or an error code.',
    labels: ['result'],
  }),
  eventsUndelivered: row({
    kind: 'gauge',
    name: 'parley_events_undelivered',
    help: 'Events that wait for delivery.',
    labels: [],
  }),
  oldestUndelivered: row({
    kind: 'gauge',
    name: 'parley_events_undelivered_oldest_seconds',
    help: 'Age of the oldest event that waits for delivery.',
    labels: [],
  }),
  eventLoopDelay: row({
    kind: 'gauge',
    name: 'parley_event_loop_delay_seconds',
    help: 'How late the process got round to what was due since the last scrape; quantile is 0.99 or max.',
    labels: ['quantile'],
  }),
  textTask: row({
    kind: 'histogram',
    name: 'parley_text_task_seconds',
    help: 'Time to read a long text in a thread, waiting included; result is ok, cancelled or an error code.',
    labels: ['task', 'result'],
  }),
  deliveryAttempt: row({
    kind: 'histogram',
    name: 'parley_delivery_attempt_seconds',
    help: 'Time of one attempt to deliver; result is ok, status_<HTTP status> or why there was no answer; kind is that of the ATS that is told a result.',
    labels: ['channel', 'result'],
    optional: ['kind'],
  }),
  deliveryDelay: row({
    kind: 'histogram',
    name: 'parley_delivery_first_attempt_seconds',
    help: 'Time from an event to the first attempt to deliver it.',
    labels: ['channel'],
  }),
  deliveriesDead: row({
    kind: 'counter',
    name: 'parley_deliveries_dead_total',
    help: 'Deliveries given up, by reason; each can be sent again.',
    labels: ['channel', 'reason'],
    optional: ['kind'],
  }),
  deliveriesPending: row({
    kind: 'gauge',
    name: 'parley_deliveries_pending',
    help: 'Webhooks and results that have not arrived yet and are still tried.',
    labels: ['channel'],
  }),
  atsResponseErrors: row({
    kind: 'counter',
    name: 'parley_ats_response_errors_total',
    help: 'Errors that an ATS reported about our answers, by kind; result is kept, or dropped where an hour had its hundred.',
    labels: ['kind', 'result'],
  }),
  hooks: row({
    kind: 'counter',
    name: 'parley_hooks_total',
    help: 'What ATS told on their own, by kind; result is kept, repeated, ping, ignored, unreadable, or why it was refused.',
    labels: ['kind', 'result'],
  }),
  hooksEnded: row({
    kind: 'counter',
    name: 'parley_hooks_ended_total',
    help: 'Hooks that were worked on; result is what came of them, or the code of what failed.',
    labels: ['result'],
  }),
  decisionsUnnamed: row({
    kind: 'counter',
    name: 'parley_decisions_unnamed_total',
    help: 'Decisions on plans and verdicts that name nobody: by a key alone, or by an operator of Temporal.',
    labels: ['decision'],
  }),
  writebacks: row({
    kind: 'gauge',
    name: 'parley_writebacks',
    help: 'Things to be written into records of an ATS that are not there; status is intended, attempting, conflicted or failed.',
    labels: ['status'],
  }),
  resultsRecent: row({
    kind: 'gauge',
    name: 'parley_results_recent',
    help: 'Results of interviews that an ATS ordered and that were completed in the last seven days; result is confirmed (all of it stands in the ATS) or lacking.',
    labels: ['result'],
  }),
  reviewWait: row({
    kind: 'gauge',
    name: 'parley_review_wait_seconds',
    help: 'Time from completion to a person’s verdict, of the interviews completed in the last seven days that have one; quantile is 0.5 or 0.9.',
    labels: ['quantile'],
  }),
  reviewsWaiting: row({
    kind: 'gauge',
    name: 'parley_reviews_waiting',
    help: 'Interviews completed in the last seven days that wait for a person’s verdict.',
    labels: [],
  }),
  appealsOpen: row({
    kind: 'gauge',
    name: 'parley_appeals_open',
    help: 'Appeals on which nobody has decided; overdue is yes for those whose time is over.',
    labels: ['overdue'],
  }),
  mailsCapped: row({
    kind: 'gauge',
    name: 'parley_mails_capped',
    help: 'Mails that wait because their tenant has had its mails of the day; they go out tomorrow, or with a higher cap.',
    labels: [],
  }),
  retention: row({
    kind: 'counter',
    name: 'parley_retention_runs_total',
    help: 'Runs whose time was up; result is personal or all (their erasure was started), held or failed.',
    labels: ['result'],
  }),
  auditWaiting: row({
    kind: 'gauge',
    name: 'parley_audit_waiting',
    help: 'Acts that wait to be chained into the audit log; more than a few seconds’ worth means that no worker chains.',
    labels: [],
  }),
  readsLost: row({
    kind: 'counter',
    name: 'parley_reads_lost_total',
    help: 'Reads of personal data that were not recorded, since the database was away too long.',
    labels: [],
  }),
  wordingUnsealed: row({
    kind: 'gauge',
    name: 'parley_wording_unsealed',
    help: 'Plans and assessments with dictated words that an earlier version left in the clear; a worker seals them.',
    labels: [],
  }),
  evaluationOutdated: row({
    kind: 'gauge',
    name: 'parley_evaluation_outdated',
    help: 'Tenants whose named evaluation is about another engine, model, prompt or rules than those that score now.',
    labels: [],
  }),
  errors: row({
    kind: 'counter',
    name: 'parley_errors_total',
    help: 'Unexpected errors, by code.',
    labels: ['code'],
  }),
} as const satisfies Record<string, MetricRow>;

type Table = typeof metricTable;
export type MetricName = keyof Table;
type NameOfKind<Kind extends MetricRow['kind']> = {
  [Name in MetricName]: Table[Name]['kind'] extends Kind ? Name : never;
}[MetricName];

type OptionalLabel<Row> = Row extends { optional: readonly (infer Label extends string)[] } ? Label : never;

export type MetricLabels<Name extends MetricName> = Readonly<
  Record<Table[Name]['labels'][number], string | number> & Partial<Record<OptionalLabel<Table[Name]>, string>>
>;

export interface Metrics {
  /** Adds `by` (1 when absent) to a counter. */
  increment<Name extends NameOfKind<'counter'>>(name: Name, labels: MetricLabels<Name>, by?: number): void;
  /** Records one measured duration, in milliseconds; it is reported in seconds. */
  observe<Name extends NameOfKind<'histogram'>>(name: Name, labels: MetricLabels<Name>, durationMs: number): void;
  /** States a present value. */
  set<Name extends NameOfKind<'gauge'>>(name: Name, labels: MetricLabels<Name>, value: number): void;
  /** Forgets all values of a gauge, before its present ones are stated anew. */
  reset(name: NameOfKind<'gauge'>): void;
}
