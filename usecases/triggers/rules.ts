// The rules of a connection: read, replaced as a whole, and tried on a hook without anything happening.
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import type { AtsApplication, AtsEvent, HookReading } from '../../domain/ports/ats-hooks.ts';
import type { ConnectionRules, HookAsker, HookLedger } from '../../domain/ports/ats-inbox.ts';
import type { AtsSessions } from '../../domain/ports/ats-records.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import type { Connections } from '../../domain/ports/connections.ts';
import type { Packages } from '../../domain/ports/templates.ts';
import type { RuleTrial, TriggerRule } from '../../domain/triggers/rule.ts';
import { createReadRecord, evaluateWith } from './read-record.ts';

export type RuleDeps = {
  rules: ConnectionRules;
  ledger: Pick<HookLedger, 'read'>;
  kinds: AtsKinds;
  connections: Pick<Connections, 'find'>;
  packages: Pick<Packages, 'job'>;
  sessions: AtsSessions;
};

/** Either a hook that came, or what one could look like; `rules` instead of those that count. */
export type RuleTry = {
  hookId?: string | undefined;
  payload?: object | undefined;
  rules?: readonly TriggerRule[] | undefined;
};

export type RuleTrying = {
  reading: HookReading['kind'];
  action: string | null;
  event: AtsEvent['type'] | null;
  /** What rules look at; null where the event is about none. */
  application: AtsApplication | null;
  fired: string | null;
  trials: RuleTrial[];
};

const refuse = (errors: FieldProblem[]): never => {
  throw new AppError('rules.invalid', { errors });
};

const live = async ({ connections }: RuleDeps, tenantId: string, id: string) => {
  const connection = await connections.find(tenantId, id);
  if (connection === null || connection.status === 'deleted') throw new AppError('connection.not_found');
  return connection;
};

const hooksOf = ({ kinds }: RuleDeps, kind: string) => {
  const hooks = kinds[kind]?.hooks ?? null;
  const message = 'An ATS of this kind tells nothing on its own: it has no stages to start interviews from.';
  return hooks ?? refuse([{ pointer: '/rules', code: 'not_allowed', message }]);
};

/** Of the template, where it cannot be ordered. */
const templateProblem = async (
  { packages }: RuleDeps,
  tenantId: string,
  { then }: TriggerRule,
  index: number,
): Promise<FieldProblem[]> => {
  try {
    await packages.job(tenantId, then.template);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return [{ pointer: `/rules/${index}/then/template`, code: error.code, message: error.title }];
  }
};

const check = async (deps: RuleDeps, tenantId: string, rules: readonly TriggerRule[]): Promise<void> => {
  const ids = rules.map(({ id }) => id);
  const repeated = ids.flatMap((id, index) => {
    const message = 'Another rule of this connection has this id.';
    return ids.indexOf(id) === index ? [] : [{ pointer: `/rules/${index}/id`, code: 'repeated', message }];
  });
  const problems: FieldProblem[] = [...repeated];
  for (const [index, rule] of rules.entries()) problems.push(...(await templateProblem(deps, tenantId, rule, index)));
  if (problems.length > 0) refuse(problems);
};

const write =
  (deps: RuleDeps) =>
  async (tenantId: string, id: string, rules: readonly TriggerRule[], by: HookAsker): Promise<void> => {
    const { kind } = await live(deps, tenantId, id);
    if (rules.length > 0) hooksOf(deps, kind);
    await check(deps, tenantId, rules);
    await deps.rules.write(tenantId, id, rules, by);
  };

const read =
  ({ rules }: RuleDeps) =>
  async (tenantId: string, id: string): Promise<readonly TriggerRule[]> => {
    const found = await rules.read(tenantId, id);
    if (found === null) throw new AppError('connection.not_found');
    return found;
  };

const bodyOf = async ({ ledger }: RuleDeps, tenantId: string, id: string, wish: RuleTry): Promise<Uint8Array> => {
  if (wish.hookId === undefined) return Buffer.from(JSON.stringify(wish.payload ?? {}), 'utf8');
  const hook = await ledger.read(tenantId, id, wish.hookId);
  if (hook === null) throw new AppError('hook.not_found');
  if (hook.body === null) throw new AppError('hook.body_gone');
  return hook.body;
};

const stageEvents: readonly AtsEvent['type'][] = ['stage_entered', 'application_changed'];

const tryRules =
  (deps: RuleDeps) =>
  async (tenantId: string, id: string, wish: RuleTry): Promise<RuleTrying> => {
    const hooks = hooksOf(deps, (await live(deps, tenantId, id)).kind);
    const rules = wish.rules ?? (await read(deps)(tenantId, id));
    const body = await bodyOf(deps, tenantId, id, wish);
    const reading = hooks.read({ body, headers: {}, receivedAt: 0 });
    const nothing = { application: null, fired: null, trials: [] };
    if (reading.kind !== 'event')
      return { reading: reading.kind, action: 'action' in reading ? reading.action : null, event: null, ...nothing };
    const { action, event } = reading;
    const told = { reading: reading.kind, action, event: event.type };
    if (!stageEvents.includes(event.type)) return { ...told, ...nothing, application: event.application };
    const readRecord = createReadRecord({ ...deps, enter: () => () => undefined });
    const recordOf = (applicationId: string) => readRecord({ tenantId, connectionId: id }, applicationId);
    const signed = hooks.signsBody ? event.application : null;
    const shown = signed ?? (await recordOf(event.applicationId ?? ''));
    if (shown === null) return { ...told, ...nothing };
    const { fired, trials, application } = await evaluateWith(recordOf, rules, shown);
    return { ...told, application, fired: fired?.id ?? null, trials };
  };

export const createRuleUseCases = (deps: RuleDeps) => ({
  /** Throws `connection.not_found`. */
  read: read(deps),
  /** Throws `connection.not_found`, `rules.invalid`. */
  write: write(deps),
  /** Changes nothing. Throws `hook.not_found`, `hook.body_gone`, `hook.vendor_unavailable`. */
  try: tryRules(deps),
});

export type RuleUseCases = ReturnType<typeof createRuleUseCases>;
