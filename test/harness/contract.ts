// Holds every answer of a running server against the description that the same server publishes.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { resolve } from '../../tools/description/schema-changes.ts';
import type { Exchange } from './native-client.ts';

type Json = Record<string, unknown>;

export type Operation = { operationId: string; method: string; pattern: string; successes: string[]; responses: Json };

export type Contract = {
  description: Json;
  operations: Operation[];
  /** To be told of every exchange. */
  observe(exchange: Exchange): void;
  /** What was answered otherwise than declared; empty is good. */
  violations(): string[];
  /** `operationId status` of everything that was seen. */
  reached(): Set<string>;
};

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

const operationsOf = (description: Json): Operation[] =>
  Object.entries(record(description['paths'])).flatMap(([pattern, item]) =>
    methods
      .filter((method) => record(item)[method] !== undefined)
      .map((method) => {
        const operation = record(record(item)[method]);
        const responses = record(operation['responses']);
        const successes = Object.keys(responses).filter((status) => /^[23]/.test(status));
        return {
          operationId: String(operation['operationId']),
          method: method.toUpperCase(),
          pattern,
          successes,
          responses,
        };
      }),
  );

const matcherOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`);

const pointerPart = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** Schemas refer to each other inside the description, so the whole of it is what the validator knows. */
const createValidators = (description: Json) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(description, 'openapi');
  const known = new Map<string, ValidateFunction>();
  return (operation: Operation, status: string, type: string): ValidateFunction => {
    const method = operation.method.toLowerCase();
    const place = `#/${['paths', operation.pattern, method, 'responses', status].map(pointerPart).join('/')}`;
    const { $ref: response = place } = record(operation.responses[status]);
    const pointer = `openapi${encodeURI(`${String(response)}/content/${pointerPart(type)}/schema`)}`;
    const validate = known.get(pointer) ?? ajv.compile({ $ref: pointer });
    known.set(pointer, validate);
    return validate;
  };
};

const isJson = (type: string): boolean => type === 'application/json' || type.endsWith('+json');

export const createContract = (description: Json): Contract => {
  const operations = operationsOf(description);
  const matchers = operations.map((operation) => ({ operation, matcher: matcherOf(operation.pattern) }));
  const validatorOf = createValidators(description);
  const violations = new Set<string>();
  const reached = new Set<string>();

  const problemsOf = (operation: Operation, { status, contentType, text }: Exchange): string[] => {
    const declared = operation.responses[String(status)];
    if (declared === undefined) return [`status ${status} is not declared`];
    const content = record(resolve(description, declared)['content']);
    if (Object.keys(content).length === 0) return text === '' ? [] : ['a body is not declared'];
    const type = contentType.split(';')[0] ?? '';
    // A range such as `audio/*` stands for what a browser recorded.
    if (content[`${type.split('/')[0] ?? ''}/*`] !== undefined) return [];
    if (content[type] === undefined) return [`content type ${type} is not declared`];
    if (!isJson(type)) return [];
    const validate = validatorOf(operation, String(status), type);
    if (validate(JSON.parse(text))) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  return {
    description,
    operations,
    observe: (exchange) => {
      const path = exchange.path.split('?')[0] ?? '';
      const found = matchers.find(
        ({ operation, matcher }) => operation.method === exchange.method && matcher.test(path),
      );
      if (found === undefined) return;
      const { operationId } = found.operation;
      reached.add(`${operationId} ${exchange.status}`);
      for (const problem of problemsOf(found.operation, exchange))
        violations.add(`${operationId} ${exchange.status}: ${problem}`);
    },
    violations: () => [...violations],
    reached: () => reached,
  };
};

/** The contract that a running server publishes. */
export const loadContract = async (apiUrl: string): Promise<Contract> =>
  createContract((await (await fetch(`${apiUrl}/openapi.json`)).json()) as Json);
