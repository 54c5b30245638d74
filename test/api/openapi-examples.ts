// Reads the runnable examples out of an API description, as a test or a curious integrator would.
type Json = Record<string, unknown>;

export type OpenApiExample = {
  operationId: string;
  method: string;
  /** With its parameters and query filled in. */
  path: string;
  body: unknown;
  /** Names of the security schemes, none for public calls. */
  security: string[];
  /** Declared statuses, 2xx and others. */
  statuses: string[];
};

const methods = ['get', 'post', 'put', 'patch', 'delete'];

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...value } : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(record) : []);

const fill = (path: string, parameters: Json[]): string | null => {
  const placed = parameters.filter((parameter) => parameter['in'] === 'path');
  if (placed.some((parameter) => parameter['example'] === undefined)) return null;
  return placed.reduce<string>(
    (text, parameter) =>
      text.replace(`{${String(parameter['name'])}}`, encodeURIComponent(String(parameter['example']))),
    path,
  );
};

const queryOf = (parameters: Json[]): string => {
  const given = parameters.filter((parameter) => parameter['in'] === 'query' && parameter['example'] !== undefined);
  const pairs = given.map((parameter): [string, string] => [String(parameter['name']), String(parameter['example'])]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
};

/** `complete` have all they need, `missing` no example; `bytes` take something else than JSON, which is sent by hand. */
export const collectExamples = (
  openapi: unknown,
): { complete: OpenApiExample[]; missing: string[]; bytes: string[] } => {
  const complete: OpenApiExample[] = [];
  const missing: string[] = [];
  const bytes: string[] = [];
  for (const [pattern, item] of Object.entries(record(record(openapi)['paths'])))
    for (const method of methods.filter((name) => record(item)[name] !== undefined)) {
      const operation = record(record(item)[method]);
      const operationId = String(operation['operationId']);
      const parameters = list(operation['parameters']);
      const path = fill(pattern, parameters);
      const requestBody = record(operation['requestBody']);
      const content = record(requestBody['content']);
      const body = record(content['application/json'])['example'];
      if (requestBody['content'] !== undefined && content['application/json'] === undefined) bytes.push(operationId);
      else if (path === null || (requestBody['required'] === true && body === undefined)) missing.push(operationId);
      else
        complete.push({
          operationId,
          method: method.toUpperCase(),
          path: `${path}${queryOf(parameters)}`,
          body,
          security: list(operation['security']).flatMap((scheme) => Object.keys(scheme)),
          statuses: Object.keys(record(operation['responses'])),
        });
    }
  return { complete, missing, bytes };
};
