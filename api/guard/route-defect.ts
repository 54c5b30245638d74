// A mistake in our own routes: an answer that its declaration does not allow. Callers only ever see a bare 500.
export class RouteDefect extends Error {
  override readonly name = 'RouteDefect';
  /** Stable words for logs and tests; holds names and statuses, never values. */
  constructor(operationId: string, defect: string) {
    super(`${operationId}: ${defect}`);
  }
}
