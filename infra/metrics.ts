// Keeps the figures of this process for Prometheus and serves them on a port of their own, away from users.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';

import { metricTable } from '../domain/ports/metrics.ts';
import type { MetricRow, Metrics } from '../domain/ports/metrics.ts';
import { listen } from './http/listen.ts';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const LABEL = /^[A-Za-z0-9_.:/{}*-]{1,120}$/;

export type ProcessMetrics = Metrics & {
  /** The text that Prometheus scrapes. */
  render: () => Promise<{ contentType: string; body: string }>;
};

const byKind = (registry: Registry) => {
  const counters = new Map<string, Counter<string>>();
  const gauges = new Map<string, Gauge<string>>();
  const histograms = new Map<string, Histogram<string>>();
  for (const [key, { kind, name, help, labels, optional = [] }] of Object.entries<MetricRow>(metricTable)) {
    const options = { name, help, labelNames: [...labels, ...optional], registers: [registry] };
    if (kind === 'counter') counters.set(key, new Counter<string>(options));
    else if (kind === 'gauge') gauges.set(key, new Gauge<string>(options));
    else histograms.set(key, new Histogram<string>({ ...options, buckets: BUCKETS_SECONDS }));
  }
  return { counters, gauges, histograms };
};

/** A label that is no short code would leak text and grow without bound. */
const safeLabels = (labels: Readonly<Record<string, string | number>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(labels).map(([label, value]) => [label, LABEL.test(String(value)) ? value : 'other']),
  );

const delayResolutionMs = 20;

/** States how late the loop was since the last call, and begins anew. */
const watchEventLoop = (set: Metrics['set']): (() => void) => {
  const delays = monitorEventLoopDelay({ resolution: delayResolutionMs });
  delays.enable();
  // The timer's own pause is measured with the delay.
  const seconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - delayResolutionMs / 1_000);
  return () => {
    set('eventLoopDelay', { quantile: '0.99' }, seconds(delays.percentile(99)));
    set('eventLoopDelay', { quantile: 'max' }, seconds(delays.max));
    delays.reset();
  };
};

/** `runtime` adds Node's own figures (memory, event loop, garbage collection). */
export const createMetrics = ({ runtime = false }: { runtime?: boolean } = {}): ProcessMetrics => {
  const registry = new Registry();
  const { counters, gauges, histograms } = byKind(registry);
  if (runtime) collectDefaultMetrics({ register: registry });
  const set: Metrics['set'] = (name, labels, value) => gauges.get(name)?.set(safeLabels(labels), value);
  const stateDelays = runtime ? watchEventLoop(set) : () => undefined;
  return {
    set,
    increment: (name, labels, by = 1) => counters.get(name)?.inc(safeLabels(labels), by),
    observe: (name, labels, durationMs) => histograms.get(name)?.observe(safeLabels(labels), durationMs / 1_000),
    reset: (name) => gauges.get(name)?.reset(),
    render: async () => {
      stateDelays();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
};

export type MetricsServer = { port: number; close: () => Promise<void> };

export type MetricsServerOptions = {
  metrics: Pick<ProcessMetrics, 'render'>;
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Refreshes figures that are read, not counted; a failure leaves their last values. */
  beforeScrape?: () => Promise<void>;
};

type Answer = { status: number; contentType: string; body: string };

const plain = (status: number, body: string): Answer => ({ status, contentType: 'text/plain; charset=utf-8', body });

const scrape = async ({ metrics, beforeScrape }: MetricsServerOptions): Promise<Answer> => {
  try {
    await beforeScrape?.().catch(() => undefined);
    return { status: 200, ...(await metrics.render()) };
  } catch {
    return plain(500, 'The figures cannot be read.\n');
  }
};

const answer = async (req: IncomingMessage, res: ServerResponse, options: MetricsServerOptions): Promise<void> => {
  const known = req.method === 'GET' && req.url === '/metrics';
  const { status, contentType, body } = known ? await scrape(options) : plain(404, 'Only GET /metrics.\n');
  res.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
};

/** Rejects when the port is taken. */
export const startMetricsServer = async (options: MetricsServerOptions): Promise<MetricsServer> => {
  const server = createServer((req, res) => {
    answer(req, res, options).catch(() => res.destroy());
  });
  const port = await listen(server, options);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
