// A Workable assessment provider whose results are there at once.
import { bearer } from '../../../cli/conformance/credentials.ts';
import { isJson, letIn, member, type Controls, type Fault, type Json, type Receive, type Reply } from './serve.ts';

const owner = bearer('customer');
const completed = {
  status: 'completed',
  assessment: { score: '82', grade: 'passed' },
  results_url: 'https://parley.example/result/x',
};

const createWorkable = (): Receive => {
  const orders: unknown[] = [];
  return ({ path, headers, body }, tell): Reply => {
    if (headers['authorization'] !== owner) return { status: 401 };
    if (path === '/tests') return { status: 200, body: { tests: [{ id: '12345', name: 'Backend' }] } };
    if (body['test_id'] !== '12345' || member(body['candidate'], 'email') === undefined) return { status: 422 };
    const url = String(body['callback_url']);
    if (!orders.includes(url)) orders.push(url);
    const call = { method: 'PUT', url, headers: { authorization: bearer('ats') } };
    tell({ ...call, body: { status: 'pending' } });
    tell({ ...call, body: completed });
    return { status: 201, body: { assessment_id: `a${orders.indexOf(url)}` } };
  };
};

const onTests = (change: (reply: Reply) => unknown): Fault => ({
  reply: (reply, { path }) =>
    path === '/tests' && reply.status === 200 ? { status: 200, body: change(reply) } : reply,
});
const onOrders = (change: (reply: Reply, body: Json, text: string) => Reply): Fault => ({
  reply: (reply, { path, body, text }) =>
    path === '/assessments' && reply.status !== 401 ? change(reply, body, text) : reply,
});

export const workableControls: Controls = {
  options: { key: 'customer', 'test-id': '12345', 'ats-key': 'ats' },
  create: createWorkable,
  faults: {
    'tests-answer': onTests((reply) => member(reply.body, 'tests')),
    'tests-members': onTests(() => ({ tests: [{ id: 12_345, name: 'Backend' }] })),
    'order-answers': onOrders((reply, body) =>
      reply.status === 201 && String(body['callback_url']).endsWith('/order') ? { ...reply, status: 200 } : reply,
    ),
    'order-more': onOrders((reply, body) => (body['added_later'] === undefined ? reply : { status: 422 })),
    'order-unknown-test': onOrders((reply, body) =>
      reply.status === 422 && 'candidate' in body ? { status: 201, body: { assessment_id: 'x' } } : reply,
    ),
    'order-incomplete': onOrders((reply, body, text) =>
      reply.status === 422 && isJson(text) && !('candidate' in body) ? { status: 500 } : reply,
    ),
    'order-any-name': onOrders((reply, body) =>
      member(body['candidate'], 'first_name') === 'Zoë' ? { status: 422 } : reply,
    ),
    'order-no-json': onOrders((reply, _body, text) => (isJson(text) ? reply : { status: 500 })),
    'key-needed': { request: letIn('authorization', (value) => value === '', owner) },
    'key-checked': { request: letIn('authorization', (value) => value !== '', owner) },
    'callback-form': { tells: (call) => ({ ...call, method: 'POST' }) },
    'callback-result': {
      tells: (call) =>
        member(call.body, 'status') === 'completed'
          ? { ...call, body: { ...completed, assessment: { score: 82, grade: 'good' } } }
          : call,
    },
    'callback-key': { tells: (call) => ({ ...call, headers: {} }) },
  },
};
