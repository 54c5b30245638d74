// Interviews over a real database, their mails as the relay makes them, and a mailer that the test holds in its hands.
import type { Mail, Mailer, MailResult } from '../../domain/ports/mail.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import type { SettingsPatch } from '../../domain/tenant/settings.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { mailAttempts } from '../../worker/wiring/deliveries.ts';
import { operator } from '../api/start-api.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld } from '../harness/world.ts';
import { completeRequest, useNativeApi, type NativeBench } from '../native/native-bench.ts';

export const person = { candidateName: 'Sam Kingfisher', candidateEmail: 'sam@candidate.example' };

export type MailRow = {
  id: string;
  run_id: string;
  template: string;
  audience: string;
  status: string;
  reason: string | null;
  attempts: number;
  content_sealed: Buffer | null;
  next_attempt_at: Date | null;
  created_at: Date;
};

/** Keeps what it is given; answers as told. */
const createHeldMailer = () => {
  const held = {
    delivers: true,
    sent: [] as Mail[],
    answer: { kind: 'sent' } as MailResult,
    /** Called after the "server" took the mail. */
    afterwards: (): Promise<void> => Promise.resolve(),
  };
  const mailer: Mailer = {
    get delivers() {
      return held.delivers;
    },
    send: async (mail) => {
      held.sent.push(mail);
      await held.afterwards();
      return held.answer;
    },
    close: () => undefined,
  };
  return { held, mailer };
};

export const useMailWorld = async () => {
  const bench: NativeBench = await useNativeApi();
  const { db, sealer, owner, admin, logs, deps } = bench;
  const { held, mailer } = createHeldMailer();
  const clock = { at: 0, now: () => (clock.at === 0 ? Date.now() : clock.at) };
  const activities = inActivity(mailAttempts(activityWorld({ ...deps, clock }, { mailer })));
  const relay = createRelayStore(deps);

  const mailsOf = async (runId: string): Promise<MailRow[]> => {
    while ((await relay.relayEvents(100)) > 0);
    return db<MailRow>('mails').where({ run_id: runId }).orderBy('created_at').orderBy('id');
  };
  const mailOf = async (runId: string, template: string): Promise<MailRow> => {
    const found = (await mailsOf(runId)).filter((mail) => mail.template === template).at(-1);
    if (found === undefined) throw new Error(`no ${template} was asked for`);
    return found;
  };
  const attempt = async (runId: string, template: string, number = 1) =>
    activities.attempt({ tenantId: owner.tenantId, id: (await mailOf(runId, template)).id, attempt: number });
  const settings = (patch: SettingsPatch) =>
    admin.tenants.updateTenantSettings({ tenantId: owner.tenantId, patch, expectedTags: null, asker: operator });
  const contentOf = async ({ id, run_id: runId, content_sealed: sealed }: MailRow): Promise<Mail | null> => {
    const place = sealPlaces.mail({ tenantId: owner.tenantId, runId }, id);
    return sealed === null ? null : await sealer.open(place, sealed);
  };
  /** An erasure is accepted, and nothing is destroyed yet. */
  const acceptErasure = (runId: string) => {
    const actor = { kind: 'integrator', id: null } as const;
    const wish = { scope: 'personal', cause: 'request', actor, requestId: null } as const;
    return createErasureStore(db).request({ tenantId: owner.tenantId, runId }, wish, Date.now());
  };
  /** As if the run had been ordered over a connection with these settings. */
  const orderedOver = async (runId: string, config: object): Promise<string> => {
    const [connection, order] = [deps.newId('con'), deps.newId('ord')];
    const [ofTenant, key] = [{ tenant_id: owner.tenantId }, { natural_key: order, connection_id: connection }];
    await db('connections').insert({ ...ofTenant, id: connection, kind: 'solidats', name: 'x', config });
    await db('orders').insert({ ...ofTenant, ...key, id: order, run_id: runId, face: 'solidats' });
    return runId;
  };
  const request = (more: object = {}) => ({ ...completeRequest, ...person, ...more });
  return {
    ...bench,
    logs,
    held,
    clock,
    reviewLinks: deps.reviewLinks,
    inboxLinks: deps.inboxLinks,
    activities,
    mailsOf,
    mailOf,
    attempt,
    settings,
    contentOf,
    acceptErasure,
    orderedOver,
    request,
  };
};
