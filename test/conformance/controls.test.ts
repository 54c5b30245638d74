// Every must is broken once, on purpose, by a server that keeps all others: exactly that rule fails.
import { describe, expect, it } from 'vitest';
import { createBench } from '../../cli/conformance/bench.ts';
import type { Contract } from '../../cli/conformance/contract.ts';
import { contracts } from '../../cli/conformance/contracts.ts';
import { startListener } from '../../cli/conformance/listener.ts';
import { runRules, type Finding } from '../../cli/conformance/run-rules.ts';
import { ariaControls } from './fakes/aria.ts';
import { ashbyControls } from './fakes/ashby.ts';
import { nativeControls } from './fakes/native.ts';
import { greenhouseControls, mariohrControls } from './fakes/partners.ts';
import { serve, type Controls, type Fault, type Receive } from './fakes/serve.ts';
import { solidatsControls } from './fakes/solidats.ts';
import { webhooksControls } from './fakes/webhooks.ts';
import { workableControls } from './fakes/workable.ts';

const controlsOf: Record<string, Controls> = {
  native: nativeControls,
  aria: ariaControls,
  greenhouse: greenhouseControls,
  mariohr: mariohrControls,
  solidats: solidatsControls,
  ashby: ashbyControls,
  workable: workableControls,
  webhooks: webhooksControls,
};
const noControls: Controls = { options: {}, create: () => () => ({ status: 404 }), faults: {} };

type Server = { create: (listenerUrl: string) => Receive; fault?: Fault; withinMs?: number; waitMs?: number };

const check = async (contract: Contract, controls: Controls, server: Server): Promise<Finding[]> => {
  const { create, fault, withinMs = 10_000, waitMs = 10_000 } = server;
  const listener = await startListener({ host: '127.0.0.1', port: 0 });
  const { url, close } = await serve(create(listener.url), fault);
  const bench = createBench({
    url: url + (controls.path ?? ''),
    isLocal: true,
    options: controls.options,
    email: 'conformance@example.com',
    timeoutMs: 5_000,
    withinMs,
    waitMs,
    listener,
    mark: 'abc123',
  });
  const silent = { blot: (text: string) => text, onFinding: () => undefined };
  const findings = await runRules(contract, bench, silent);
  await Promise.all([listener.close(), close()]);
  return findings;
};

const musts = (contract: Contract): Contract => ({
  ...contract,
  rules: contract.rules.filter(({ level }) => level === 'must'),
});
const idsOf = (findings: readonly Finding[], outcome: Finding['outcome']): string[] =>
  findings.filter((one) => one.outcome === outcome).map(({ id }) => id);

describe.each(contracts.map((contract) => [contract.name, contract] as const))('the contract %s', (name, contract) => {
  const controls = controlsOf[name] ?? noControls;
  const { create, createFor = {}, faults, limits = {} } = controls;

  it('has a broken server for each of its musts', () => {
    expect(Object.keys(faults).toSorted()).toEqual(
      musts(contract)
        .rules.map(({ id }) => id)
        .toSorted(),
    );
  });

  it('has nothing against a server that keeps it', async () => {
    const findings = await check(contract, controls, { create });

    const failed = findings.filter(({ outcome }) => outcome === 'failed').map(({ id, why }) => [id, why]);
    // The one server for the contract answers later, or keeps nobody waiting: both are its right.
    expect(failed.filter(([id]) => id !== 'native.wait')).toEqual([]);
    const apart = [`${name}.https`, 'solidats.now-echoes', 'solidats.now-rating'];
    expect(idsOf(findings, 'skipped').filter((id) => !apart.includes(id))).toEqual([]);
  });

  it.each(Object.entries(faults))('%s: broken, it alone fails, with the exchange', async (id, fault) => {
    const server = { create: createFor[id] ?? create, fault, ...limits[id] };
    const findings = await check(musts(contract), controls, server);

    expect(findings.filter(({ outcome }) => outcome === 'failed').map((one) => [one.id, one.why])).toEqual([
      [`${name}.${id}`, expect.stringMatching(/\w/)],
    ]);
    expect(findings.find(({ outcome }) => outcome === 'failed')?.exchanges.length).toBeGreaterThan(0);
  });
});
