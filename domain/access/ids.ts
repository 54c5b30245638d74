// The ids that travel together: branded, so that a run's id never stands where a tenant's is wanted.

declare const brand: unique symbol;

/** A text that may be used as this kind of id; one that is already another kind is refused by the compiler. */
type Id<Kind extends string> = string & { readonly [brand]?: Kind };

type TenantId = Id<'tenant'>;
type RunId = Id<'run'>;

/** One interview of one tenant: every read and write of a run names both, so that no tenant reaches another's. */
export type RunRef = { readonly tenantId: TenantId; readonly runId: RunId };

/** Whether a text is an id that we made, and nothing that a caller might write in its place. */
export const isRunId = (text: unknown): text is string =>
  typeof text === 'string' && /^run_[0-9A-HJKMNP-TV-Z]{26}$/.test(text);
