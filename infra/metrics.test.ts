import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';

import { metricTable } from '../domain/ports/metrics.ts';

import { createMetrics, startMetricsServer } from './metrics.ts';
import type { MetricsServer, MetricsServerOptions } from './metrics.ts';

const servers: MetricsServer[] = [];

const start = async (options: Partial<MetricsServerOptions> = {}) => {
  const metrics = createMetrics();
  const server = await startMetricsServer({ metrics, host: '127.0.0.1', port: 0, ...options });
  servers.push(server);
  const get = (path = '/metrics', init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return { metrics, server, get };
};

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('figures', () => {
  test('count, time and state what was reported, under the names of the table', async () => {
    const metrics = createMetrics();
    metrics.increment('projection', { result: 'applied' });
    metrics.increment('projection', { result: 'applied' }, 2);
    metrics.observe('httpRequest', { method: 'GET', route: '/api/v1/interviews/:runId', status: 200 }, 30);
    metrics.set('runsNeedingAttention', { code: 'model.unavailable' }, 4);
    const { body } = await metrics.render();

    expect(body).toContain('parley_projections_total{result="applied"} 3');
    expect(body).toContain('route="/api/v1/interviews/:runId",status="200"} 0.03');
    expect(body).toContain('parley_runs_attention{code="model.unavailable"} 4');
  });

  test('a gauge forgets the values of codes that are gone', async () => {
    const metrics = createMetrics();
    metrics.set('runsNeedingAttention', { code: 'model.unavailable' }, 4);
    metrics.reset('runsNeedingAttention');

    expect((await metrics.render()).body).not.toContain('model.unavailable');
  });

  test('the delay of the event loop is that since the last scrape', async () => {
    const metrics = createMetrics({ runtime: true });
    const delayOf = async (): Promise<number> => {
      const { body } = await metrics.render();
      return Number(/parley_event_loop_delay_seconds\{quantile="max"\} (\S+)/.exec(body)?.[1]);
    };
    await delayOf();
    // The measuring timer must have begun before the loop stands still, and come round after it.
    await pause(100);
    const until = performance.now() + 300;
    while (performance.now() < until);
    await pause(100);

    expect(await delayOf()).toBeGreaterThan(0.2);
    await pause(100);
    expect(await delayOf()).toBeLessThan(0.2);
  });

  test('a label that is free text is counted as other', async () => {
    const metrics = createMetrics();
    metrics.increment('errors', { code: 'Ada Lovelace <ada@example.com>' });
    const { body } = await metrics.render();

    expect(body).toContain('parley_errors_total{code="other"} 1');
    expect(body).not.toContain('Ada');
  });

  test('have names with their unit, and no label that would hold an id', () => {
    for (const { name, kind, labels } of Object.values(metricTable)) {
      expect(name).toMatch(kind === 'counter' ? /^parley_[a-z_]+_total$/ : /^parley_[a-z_]+$/);
      expect(labels.join()).not.toMatch(/id/i);
    }
  });

  test('of the runtime come along when asked for', async () => {
    expect((await createMetrics({ runtime: true }).render()).body).toContain('process_resident_memory_bytes');
  });
});

describe('the server', () => {
  test('answers GET /metrics and nothing else', async () => {
    const { get } = await start();
    const answer = await get();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await answer.text()).toContain('# HELP parley_http_request_seconds');
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics', { method: 'POST' })).status).toBe(404);
  });

  test('refreshes read figures before a scrape, and survives when that fails', async () => {
    const metrics = createMetrics();
    let age = 0;
    const beforeScrape = async (): Promise<void> => {
      age += 1;
      if (age === 2) throw new Error('database away');
      metrics.set('heartbeatAge', {}, age);
    };
    const { get } = await start({ metrics, beforeScrape });

    expect(await (await get()).text()).toContain('parley_worker_heartbeat_age_seconds 1');
    expect(await (await get()).text()).toContain('parley_worker_heartbeat_age_seconds 1');
    expect(await (await get()).text()).toContain('parley_worker_heartbeat_age_seconds 3');
  });

  test('answers 500 when the figures cannot be read', async () => {
    const { get } = await start({ metrics: { render: () => Promise.reject(new Error('broken')) } });

    expect((await get()).status).toBe(500);
  });

  test('refuses to start on a port that is taken', async () => {
    const { server } = await start();

    await expect(start({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
