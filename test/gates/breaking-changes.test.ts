import { describe, expect, test } from 'vitest';
import { breakingChanges, unannounced } from '../../tools/description/breaking-changes.ts';

const reference = { $ref: '#/components/schemas/Order' };
const json = <Schema>(schema: Schema) => ({ content: { 'application/json': { schema } } });

type Parameter = { in: string; name: string; required?: boolean; schema: { type: string; enum?: string[] } };

/** A small description that holds one of each thing that callers build on. */
const description = () => ({
  paths: {
    '/orders': {
      post: {
        operationId: 'placeOrder',
        security: [{ apiKey: [] }, { bearer: [] }],
        parameters: [
          { in: 'query', name: 'dry', required: false, schema: { type: 'string', enum: ['yes', 'no'] } },
          { in: 'header', name: 'X-Tenant', schema: { type: 'string' } },
        ] as Parameter[],
        requestBody: {
          required: false,
          ...json({
            type: 'object',
            properties: {
              name: { type: 'string', minLength: 1, maxLength: 20 },
              size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
              lines: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
            },
            required: ['name'],
            additionalProperties: false,
          }),
        },
        responses: {
          200: { description: 'It exists.', ...json(reference) },
          201: { headers: { Location: { schema: { type: 'string' } } }, ...json(reference) },
          404: { $ref: '#/components/responses/gone' },
        },
      },
      get: { operationId: 'listOrders', responses: { 200: json({ type: 'array', items: reference }) } },
    },
  },
  webhooks: { placed: { post: { requestBody: json({ type: 'object', properties: { id: { type: 'string' } } }) } } },
  components: {
    responses: {
      gone: json({ type: 'object', properties: { code: { type: 'string' } }, required: ['code'] }),
      busy: json({ type: 'object', properties: { why: { type: 'string' } } }),
    },
    schemas: {
      Order: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          state: { type: 'string', enum: ['OPEN', 'DONE'] },
          parent: { anyOf: [reference, { type: 'null' }] },
        },
        required: ['id', 'state'],
      },
    },
  },
});

type Description = ReturnType<typeof description>;
type Post = Description['paths']['/orders']['post'];
type Change = (changed: Description, post: Post) => void;
const bodyOf = (post: Post) => post.requestBody.content['application/json'].schema;
const changesOf = (change: Change) => {
  const changed = description();
  change(changed, changed.paths['/orders'].post);
  return breakingChanges(description(), changed);
};

const breaking: [what: string, change: Change, place: string][] = [
  ['an operation that is gone', ({ paths }) => Reflect.deleteProperty(paths['/orders'], 'get'), 'listOrders'],
  ['a path that is gone', ({ paths }) => Reflect.deleteProperty(paths, '/orders'), 'placeOrder'],
  ['another operationId', (_, post) => (post.operationId = 'order'), 'placeOrder'],
  ['a credential that no longer does', (_, post) => post.security.pop(), 'placeOrder security'],
  ['a parameter that is gone', (_, post) => post.parameters.pop(), 'placeOrder header X-Tenant'],
  [
    'a parameter that is required now',
    (_, { parameters }) => Object.assign(parameters[0] ?? {}, { required: true }),
    'placeOrder query dry',
  ],
  [
    'a new required parameter',
    (_, post) => post.parameters.push({ in: 'query', name: 'now', required: true, schema: { type: 'string' } }),
    'placeOrder query now',
  ],
  ['a parameter that takes less', (_, { parameters }) => parameters[0]?.schema.enum?.pop(), 'placeOrder query dry'],
  ['a body that is required now', (_, post) => (post.requestBody.required = true), 'placeOrder body'],
  [
    'a body of another type',
    (_, post) => Object.assign(post.requestBody, { content: { 'text/plain': {} } }),
    'placeOrder body',
  ],
  [
    'a member that may no longer be sent',
    (_, post) => Reflect.deleteProperty(bodyOf(post).properties, 'size'),
    'placeOrder body.size',
  ],
  ['a member that must be sent', (_, post) => bodyOf(post).required.push('size'), 'placeOrder body.size'],
  [
    'a new member that must be sent',
    (_, post) => {
      Object.assign(bodyOf(post).properties, { at: { type: 'string' } });
      bodyOf(post).required.push('at');
    },
    'placeOrder body.at',
  ],
  ['a member of another type', (_, post) => (bodyOf(post).properties.name.type = 'integer'), 'placeOrder body.name'],
  ['a member with a lower maximum', (_, post) => (bodyOf(post).properties.name.maxLength = 19), 'placeOrder body.name'],
  ['a member with a higher minimum', (_, post) => (bodyOf(post).properties.name.minLength = 2), 'placeOrder body.name'],
  [
    'a member with a new pattern',
    (_, post) => Object.assign(bodyOf(post).properties.name, { pattern: '^a' }),
    'placeOrder body.name',
  ],
  [
    'a member with certain values only',
    (_, post) => Object.assign(bodyOf(post).properties.name, { enum: ['a'] }),
    'placeOrder body.name',
  ],
  [
    'a member that may no longer be null',
    (_, post) => bodyOf(post).properties.size.anyOf.pop(),
    'placeOrder body.size',
  ],
  [
    'a member of a list that is required',
    (_, post) => Object.assign(bodyOf(post).properties.lines.items, { required: ['id'] }),
    'placeOrder body.lines[].id',
  ],
  ['a status that is gone', (_, post) => Reflect.deleteProperty(post.responses, 404), 'placeOrder 404'],
  [
    'a header that is gone',
    (_, post) => Reflect.deleteProperty(post.responses[201].headers, 'Location'),
    'placeOrder 201 Location',
  ],
  [
    'an answer that lost a member',
    ({ components }) => Reflect.deleteProperty(components.schemas.Order.properties, 'state'),
    'Order.state',
  ],
  ['an answer whose member may be absent', ({ components }) => components.schemas.Order.required.pop(), 'Order.state'],
  [
    'an answer whose member may be null',
    ({ components }) => Object.assign(components.schemas.Order.properties, { id: { type: ['string', 'null'] } }),
    'Order.id',
  ],
  [
    'an answer whose member has another type',
    ({ components }) => (components.schemas.Order.properties.id.type = 'integer'),
    'Order.id',
  ],
  [
    'an answer that is another schema',
    ({ paths }) =>
      Object.assign(paths['/orders'].get.responses[200].content['application/json'].schema, {
        items: { type: 'string' },
      }),
    'Order',
  ],
  [
    'a shared answer that lost a member',
    ({ components }) =>
      Reflect.deleteProperty(components.responses.gone.content['application/json'].schema, 'required'),
    'placeOrder 404.code',
  ],
  [
    'an answer that refers to another one',
    (_, post) => (post.responses[404].$ref = '#/components/responses/busy'),
    'placeOrder 404.code',
  ],
  ['a webhook that is gone', ({ webhooks }) => Reflect.deleteProperty(webhooks, 'placed'), 'post placed'],
  [
    'a webhook that lost a member',
    ({ webhooks }) =>
      Reflect.deleteProperty(webhooks.placed.post.requestBody.content['application/json'].schema.properties, 'id'),
    'post placed body.id',
  ],
];

const compatible: [what: string, change: Change][] = [
  ['nothing', () => undefined],
  ['other words', (_, post) => (post.responses[200].description = 'It was there.')],
  ['a new operation', ({ paths }) => Object.assign(paths['/orders'], { put: { operationId: 'x', responses: {} } })],
  ['a new credential', (_, post) => post.security.push({ apiKey: [] })],
  ['no credential any more', (_, post) => (post.security = [])],
  [
    'a new parameter',
    (_, post) => post.parameters.push({ in: 'query', name: 'x', required: false, schema: { type: 'string' } }),
  ],
  ['a parameter that takes more', (_, { parameters }) => parameters[0]?.schema.enum?.push('maybe')],
  ['a new member that may be sent', (_, post) => Object.assign(bodyOf(post).properties, { at: { type: 'string' } })],
  ['a member that need not be sent', (_, post) => bodyOf(post).required.pop()],
  [
    'a member with a wider range',
    (_, post) => Object.assign(bodyOf(post).properties.name, { maxLength: 30, minLength: 0 }),
  ],
  [
    'a member that may be more',
    (_, post) => (bodyOf(post).properties.size.anyOf = [{ type: 'number' }, { type: 'null' }]),
  ],
  ['members that nobody knows', (_, post) => Reflect.deleteProperty(bodyOf(post), 'additionalProperties')],
  [
    'a shared answer that is written out',
    ({ components }, post) => Object.assign(post.responses, { 404: components.responses.gone }),
  ],
  ['a new status', (_, post) => Object.assign(post.responses, { 409: {} })],
  [
    'a new member of an answer',
    ({ components }) => Object.assign(components.schemas.Order.properties, { at: { type: 'string' } }),
  ],
  ['a member that is always there', ({ components }) => components.schemas.Order.required.push('parent')],
  ['a new value in an answer', ({ components }) => components.schemas.Order.properties.state.enum.push('LOST')],
];

describe('a change of the API description', () => {
  test.each(breaking)('is refused when it is %s', (_what, change, place) => {
    expect(changesOf(change).map((found) => found.place)).toContain(place);
  });

  test.each(compatible)('passes when it is %s', (_what, change) => {
    expect(changesOf(change)).toEqual([]);
  });

  test('is found where two schemas of one name hold themselves, and told once', () => {
    const found = changesOf(({ components }) => Reflect.deleteProperty(components.schemas.Order.properties, 'state'));

    expect(found).toEqual([{ place: 'Order.state', what: 'is gone' }]);
  });

  test('may break callers once the changelog says so, in its unreleased part and by name', () => {
    const changes = [{ place: 'Order.state', what: 'is gone' }];
    const told = (line: string) =>
      unannounced(changes, `# Changelog\n\n## Unreleased\n\n### Changed\n\n${line}\n\n## 0.1.0\n`);

    expect(told('- Breaking: `Order.state` is gone; read `phase`.')).toEqual([]);
    expect(told('- Orders got a phase. Breaking for those who\n  read `Order.state`, which is gone.')).toEqual([]);
    expect(told('- `Order.state` is new.')).toEqual(changes);
    expect(told('- Breaking: `Order.id` is gone.')).toEqual(changes);
    expect(told('- Breaking: something.\n- `Order.state` is gone.')).toEqual(changes);
    expect(unannounced(changes, '## Unreleased\n\n## 0.1.0\n\n- Breaking: `Order.state` is gone.\n')).toEqual(changes);
  });
});
