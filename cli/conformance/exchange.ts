// One request and its answer, as rules read them and as reports show them.
export type Call = {
  method: string;
  url: string;
  headers?: Record<string, string>;
  /** Text goes out as it is, anything else as JSON. */
  body?: unknown;
};

export type Answer = { status: number; headers: Headers; text: string; body: unknown; durationMs: number };

export type Exchange = {
  request: { method: string; url: string; headers: Record<string, string>; body: string };
  /** Null where none came; `failure` says why. */
  answer: { status: number; headers: Record<string, string>; body: string } | null;
  failure: string | null;
  durationMs: number;
};
