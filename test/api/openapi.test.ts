import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { describeRoutes } from '../../api/routes/service/description.ts';
import { healthRoutes } from '../../api/routes/service/health.ts';
import { tenantRoutes } from '../../api/routes/tenant/tenant.ts';
import { describeWebhooks } from '../../api/routes/webhooks/describe-webhooks.ts';
import { createOpenApi } from '../../api/openapi.ts';
import { tags } from '../../api/openapi/tags.ts';
import { runTool } from '../../tools/checks/run-tool.ts';
import { useDatabase } from '../harness/database.ts';
import { declaredRoutes } from '../../tools/generators/description.ts';
import { jsonContentType } from '../../api/guard/answer.ts';
import type { Route } from '../../api/guard/route.ts';
import { schemaOr, validate } from '../../api/guard/validate.ts';
import { AppError } from '../../domain/errors.ts';
import { collectExamples } from './openapi-examples.ts';
import { sampleRoutes } from './sample-routes.ts';
import { membersOf } from './spelled-members.ts';
import { textFieldsOf } from './text-fields.ts';
import { administer, pepper, recordingLog, startApi } from './start-api.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';

// The linters stay offline: no usage reports, no look for newer versions.
Object.assign(process.env, { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' });

const { db } = await useDatabase();
const { tenants, tenantWithKey } = administer(db);
const options = { publicUrl: 'http://parley.test', version: '0.0.0' };
const readiness = {
  report: () => Promise.resolve({ database: 'up', temporal: 'unknown', worker: 'down', objects: 'unknown' } as const),
};
const routes = [
  ...sampleRoutes({ made: 0, hashes: [] }),
  ...tenantRoutes({ tenants }),
  ...healthRoutes({ readiness, version: '0.0.0', instanceId: 'api-1', pages: 'built' }),
];
const openapi = createOpenApi(routes, options);
const api = await startApi(db, describeRoutes(routes, options));

const folder = mkdtempSync(join(tmpdir(), 'parley-openapi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

const declared = declaredRoutes();
const whole = createOpenApi(declared, { ...options, webhooks: describeWebhooks(options.publicUrl) });

describe('the API description', { timeout: 60_000 }, () => {
  test('of the whole service is valid for redocly', async () => {
    const { ok, output } = await runTool('redocly', ['lint', written('redocly.json', whole)]);

    expect({ ok, output: ok ? '' : output }).toEqual({ ok: true, output: '' });
  });

  test('of the whole service is valid for spectral', async () => {
    const ruleset = written('ruleset.json', { extends: ['spectral:oas'] });
    const { ok, output } = await runTool('spectral', ['lint', written('spectral.json', whole), '--ruleset', ruleset]);

    expect({ ok, output: ok ? '' : output }).toEqual({ ok: true, output: '' });
  });

  test('of the whole service has an example for every operation and names its codes', () => {
    const { complete, missing } = collectExamples(whole);

    expect(missing).toEqual([]);
    expect(complete.length).toBeGreaterThan(20);
    expect(Object.keys(whole.components?.examples ?? {})).toContain('interview.not_found');
  });

  /** Only compared with what we gave out ourselves, or read as something else than text. */
  const notWords =
    /params\/\w+|(?:cursor|after|endpointId|orderId|connectionId|runId|target|act|formId|token|noticeHash|clientTurnId|questionId|code|url|callbackUrl|allowedNetworks\/\*)$/;
  /** Markup is taken off these behind the description, and then they are kept by the same rule. */
  const aboutTheJob = /\/(?:position|companyName|jobDescription|qualifications\/\*)$/;
  /** Repeated and sealed as it came: the face cleans what it reads of it. */
  const asItCame = /^solidatsRequestAssessment /;
  const fields = textFieldsOf(declared).filter(({ place }) => !notWords.test(place) && !asItCame.test(place));

  test.each(fields.filter(({ place }) => !/body/.test(place) || !aboutTheJob.test(place)))(
    'of the whole service takes no hidden characters: $place',
    ({ schema }) => {
      const kept = schema.safeParse('a\u202Eb\u200Bc\u2066\uE000');

      expect(kept.success ? kept.data : 'abc').toBe('abc');
      expect(schema.safeParse('علی\u200Cرضا').data ?? 'علی\u200Cرضا').toBe('علی\u200Cرضا');
    },
  );

  test('of the whole service has texts in it, so that the rule above looks at some', () => {
    expect(fields.length).toBeGreaterThan(40);
    expect(fields.map(({ place }) => place)).toContain('answerQuestion body/text');
  });

  test('of the whole service lists its calls under every heading, and leads from each creation to what follows', () => {
    const operations = new Set(declared.map(({ operationId }) => operationId));
    const links = declared.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ links: to }) => to?.to ?? []),
    );
    const brought = declared.flatMap(({ tag }) => (typeof tag === 'string' ? [] : [tag.name]));

    expect(whole.tags?.map(({ name }) => name).toSorted()).toEqual(
      [...new Set([...Object.keys(tags), ...brought])].toSorted(),
    );
    expect(links.filter((operationId) => !operations.has(operationId))).toEqual([]);
    expect(whole.paths?.['/api/v1/integration/interviews']?.post?.responses?.['201']).toMatchObject({
      links: { approvePlan: { operationId: 'approvePlan', parameters: { runId: '$response.body#/runId' } } },
    });
  });

  test('a broken one is not', async () => {
    const broken = { ...openapi, paths: { '/x': { get: { responses: { 200: {} } } } } };
    const { ok } = await runTool('redocly', ['lint', written('broken.json', broken)]);

    expect(ok).toBe(false);
  });

  test('is served to everyone, from any web origin', async () => {
    const response = await fetch(`${api.url}/openapi.json`);

    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openapi)));
  });

  test('has an example for every operation, and each works', async () => {
    const { key } = await tenantWithKey();
    const { complete, missing } = collectExamples(await (await fetch(`${api.url}/openapi.json`)).json());
    const answers = [];
    for (const { operationId, method, path, body, security } of complete) {
      const headers = {
        ...(security.includes('apiKey') && { 'X-API-Key': key }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      };
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      answers.push([operationId, (await fetch(`${api.url}${path}`, init)).ok]);
    }

    expect(missing).toEqual([]);
    expect(answers).toEqual(complete.map(({ operationId }) => [operationId, true]));
    expect(complete.length).toBe(8);
  });
});

describe('the pages for people', () => {
  test('come from this server alone and allow no inline script', async () => {
    const response = await fetch(`${api.url}/docs`);
    const page = await response.text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');

    expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
    expect(page).not.toMatch(/<script>|\son\w+=|style="/);
    expect(addresses.length).toBe(3);
    for (const address of addresses) {
      const file = await fetch(`${api.url}${address}`);
      expect([address, file.status]).toEqual([address, 200]);
      expect((await file.text()).length).toBeGreaterThan(50);
    }
    expect(await (await fetch(`${api.url}/docs/start.js`)).text()).toContain('validatorUrl: null');
  });

  test('and all files are sent once to those who keep them, and counted apart from all other requests', async () => {
    const rates = createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now });
    const limits = { rates, policies: limitPolicies({ key: 100, address: 1 }) };
    const { url } = await startApi(db, describeRoutes(routes, options), { limits });
    const files = ['swagger-ui-bundle.js', 'swagger-ui.css', 'start.js'].map((name) => `/docs/${name}`);
    for (const path of ['/openapi.json', '/docs/errors', ...files]) {
      const first = await fetch(`${url}${path}`);
      const tag = first.headers.get('ETag') ?? '';
      const again = await fetch(`${url}${path}`, { headers: { 'If-None-Match': tag } });

      expect([path, first.status, again.status, await again.text()]).toEqual([path, 200, 304, '']);
      expect(first.headers.get('Cache-Control')).not.toBe('no-store');
    }
    for (let request = 11; request <= 20; request += 1) await fetch(`${url}/docs/start.js`);

    const refused = await fetch(`${url}/docs/swagger-ui-bundle.js`);

    expect([refused.status, refused.headers.get('RateLimit-Policy')]).toEqual([429, '"page";q=20;w=3600']);
    expect((await fetch(`${url}/things/a1`)).status).toBe(401);
  });

  test('explain every error code at the address that problems name', async () => {
    const page = await (await fetch(`${api.url}/docs/errors`)).text();
    const { type } = (await (await fetch(`${api.url}/nowhere`)).json()) as { type: string };

    expect(page).toContain(`id="${type.split('#')[1]}"`);
  });
});

const outcome = (part: 'body' | 'query', { body, query }: Route, input: unknown): string => {
  try {
    return JSON.stringify(validate(part, schemaOr(part === 'body' ? body : query), input));
  } catch (error) {
    return JSON.stringify(error instanceof AppError ? error.errors : String(error));
  }
};

type Described = {
  parameters: { in: string; name: string; required?: boolean }[];
  requestBody: { content: Record<string, { schema: unknown }> };
};
const described = JSON.parse(JSON.stringify(whole)) as { paths: Record<string, Record<string, Described | undefined>> };
const operationAt = ({ path, method, operationId }: Route): Described => {
  const operation = described.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${operationId} is not described`);
  return operation;
};
const shown = declared.filter(({ hidden }) => hidden !== true);

describe('nothing, in every request that there is,', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(described, 'openapi');
  const spellings = [null, '', '  '];
  /** Here null means something of its own: "back to the default", or "none". */
  const patches = [
    'updateTenantSettings',
    'updateWebhookEndpoint',
    'updateTemplate',
    'putConnectionMapping',
    'previewConnectionMapping',
  ];

  test.each(shown.filter(({ body }) => body !== undefined).map((route) => [route.operationId, route] as const))(
    'in the body of %s is the same however it is spelled, and described so',
    (operationId, route) => {
      const { requestBody } = operationAt(route);
      const pointer = `openapi#/paths/${encodeURIComponent(route.path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('/', '~1'))}/${route.method.toLowerCase()}/requestBody/content/application~1json/schema`;
      const isDescribed = ajv.compile({ $ref: pointer });
      const { body } = { ...route.example, ...(route.example?.body ? {} : { body: route.body?.meta()?.['example'] }) };
      const schema = requestBody.content['application/json']?.schema;

      for (const { name, around, required } of membersOf(described, schema, { ...(body as object) })) {
        const without = around({});
        if ('probe' in around({ probe: 1 })) delete without[name];
        const absent = patches.includes(operationId) ? around({ [name]: null }) : without;
        const wanted = outcome('body', route, absent);
        for (const spelling of spellings) {
          const sent = around({ [name]: spelling });
          expect([name, spelling, outcome('body', route, sent)]).toEqual([name, spelling, wanted]);
          if (!required && outcome('body', route, without)[0] === '{')
            expect([name, spelling, isDescribed(sent)]).toEqual([name, spelling, true]);
        }
      }
    },
  );

  test.each(shown.filter(({ query }) => query !== undefined).map((route) => [route.operationId, route] as const))(
    'in the query of %s is the same however it is spelled',
    (_, route) => {
      const { parameters } = operationAt(route);
      for (const { name, required } of parameters.filter((one) => one.in === 'query')) {
        const { [name]: _said, ...without } = { ...route.example?.query };
        for (const spelling of ['', ' '])
          expect([name, outcome('query', route, { ...without, [name]: spelling })]).toEqual([
            name,
            outcome('query', route, without),
          ]);
        if (required === true) expect(outcome('query', route, without)).toContain('"code":"required"');
        else expect(parameters.find((one) => one.name === name)).toHaveProperty('allowEmptyValue', true);
      }
    },
  );
});

test('every answer has the media type that it is declared with, also where it is empty', async () => {
  const wanted = { status: 0 };
  const open = declared.map((route): Route => {
    const {
      holder: _h,
      body: _b,
      query: _q,
      loopbackOnly: _l,
      bodyForm: _f,
      bodyBytes: _s,
      face: _face,
      reads: _r,
      ...rest
    } = route;
    const handler = () => {
      const { contentType, schema } = route.responses[wanted.status] ?? {};
      const body = contentType === undefined ? {} : { body: '' };
      return Promise.resolve({ status: wanted.status, ...(schema === undefined ? body : { text: '{}' }) });
    };
    return { ...rest, access: { kind: 'public' }, idempotent: false, handler } as Route;
  });
  const { url } = await startApi(db, open);
  const seen: unknown[] = [];
  for (const { method, path, responses, example } of declared)
    for (const [status, { contentType, schema }] of Object.entries(responses)) {
      wanted.status = Number(status);
      const own = path.replaceAll(/:(\w+)/g, (_, name: string) => example?.params?.[name] ?? 'x1');
      const response = await fetch(`${url}${own}`, { method });
      const type = wanted.status === 304 ? null : (contentType ?? (schema === undefined ? null : jsonContentType));
      seen.push([method, path, response.status, response.headers.get('Content-Type')]);
      expect(seen.at(-1)).toEqual([method, path, wanted.status, type]);
    }

  expect(seen.length).toBeGreaterThan(60);
});
