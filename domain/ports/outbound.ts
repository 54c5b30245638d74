// The one way to addresses that callers supply: bounded, without redirects, and never into networks the operator did not allow.

/** Why an address is not called at all, or why a call came to nothing; codes only. */
export const outboundFailures = [
  'url_invalid',
  'scheme_not_allowed',
  'credentials_in_url',
  'port_not_allowed',
  'address_not_allowed',
  /** No name server knows it, or it leads where nothing may be called: one answer, so that nobody learns our names by asking. */
  'name_not_callable',
  'connection_refused',
  'connection_failed',
  'connection_reset',
  'tls_failed',
  'timeout',
  'answer_invalid',
  'answer_too_large',
  'aborted',
] as const;
export type OutboundFailure = (typeof outboundFailures)[number];

export type OutboundRequest = {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** For everything: name, connection, answer. */
  timeoutMs: number;
  signal?: AbortSignal;
};

/** A call whose whole answer is needed: to a vendor's API, where `send` keeps a hint of it alone. */
export type OutboundQuestion = Omit<OutboundRequest, 'method' | 'body'> & {
  method: OutboundRequest['method'] | 'DELETE';
  body?: string | Uint8Array;
  /** A longer answer is a failure: `answer_too_large`. */
  answerBytesMax: number;
};

type OutboundFailed = { kind: 'failure'; failure: OutboundFailure; durationMs: number };

/** Foreign words: never logged, and kept only by who asked for them. */
export type OutboundAnswer =
  | {
      kind: 'answer';
      status: number;
      /** Lower case. */
      headers: Readonly<Record<string, string>>;
      bytes: number;
      /** Undefined where the body is no JSON, such as a proxy's page. */
      json: unknown;
      durationMs: number;
    }
  | OutboundFailed;

/** A file: its bytes as they come; they fail where the connection does, or where there are more than were allowed. */
export type OutboundFile = { status: number; content: AsyncIterable<Uint8Array> };

export type OutboundTaken<Taken> =
  | { kind: 'answer'; status: number; taken: Taken; durationMs: number }
  | OutboundFailed;

export type OutboundResult =
  | {
      kind: 'answer';
      status: number;
      /** From `Retry-After`, whichever form it had; null without or with an invalid one. */
      retryAfterSeconds: number | null;
      /** The first kilobyte of the answer, with what looks like a secret or personal data blotted out. */
      excerpt: string;
      durationMs: number;
    }
  | OutboundFailed;

export interface OutboundClient {
  /** Never throws: whatever happens out there is a result. Redirects are answers like any other. */
  send(request: OutboundRequest): Promise<OutboundResult>;
  /** The same way with the same rules, and all of the answer. */
  ask(question: OutboundQuestion): Promise<OutboundAnswer>;
  /**
   * The same for a file, which `take` reads while it comes: no more of it is held than what is read at the moment. What `take`
   * throws is a failure like any other.
   */
  fetchFile<Taken>(
    question: OutboundQuestion,
    take: (file: OutboundFile) => Promise<Taken>,
  ): Promise<OutboundTaken<Taken>>;
  /** What the text of an address alone already forbids; null when only the network can tell. */
  problemOf(url: string): OutboundFailure | null;
  close(): Promise<void>;
}
