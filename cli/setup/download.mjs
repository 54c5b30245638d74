// Fetches one file over https with a short patience for connecting, so that a machine without a network moves on quickly.
import { createWriteStream } from 'node:fs';
import { get } from 'node:https';
import { pipeline } from 'node:stream/promises';

const MAX_REDIRECTS = 5;

const request = (url, { connectTimeoutMs, stallTimeoutMs }) =>
  new Promise((resolve, reject) => {
    const req = get(url, { headers: { 'user-agent': 'parley-setup' } }, (res) => {
      clearTimeout(patience);
      res.setTimeout(stallTimeoutMs, () => res.destroy(new Error('the download stalled')));
      resolve(res);
    });
    const patience = setTimeout(() => req.destroy(new Error('no answer in time')), connectTimeoutMs);
    req.once('error', (error) => {
      clearTimeout(patience);
      reject(error);
    });
  });

const follow = async (url, limits, redirectsLeft = MAX_REDIRECTS) => {
  const res = await request(url, limits);
  const { location } = res.headers;
  if (res.statusCode >= 300 && res.statusCode < 400 && location !== undefined) {
    res.resume();
    if (redirectsLeft === 0) throw new Error('too many redirects');
    const next = new URL(location, url);
    if (next.protocol !== 'https:') throw new Error('redirected away from https');
    return follow(next, limits, redirectsLeft - 1);
  }
  if (res.statusCode === 200) return res;
  res.resume();
  throw new Error(`the server answered ${res.statusCode}`);
};

/** Saves what the address answers into `path`, telling `onProgress(receivedBytes, totalBytes)` on the way. */
export const download = async (url, path, { connectTimeoutMs = 5_000, stallTimeoutMs = 20_000, onProgress }) => {
  const res = await follow(new URL(url), { connectTimeoutMs, stallTimeoutMs });
  const total = Number(res.headers['content-length'] ?? 0);
  let received = 0;
  res.on('data', (chunk) => {
    received += chunk.length;
    onProgress(received, total);
  });
  await pipeline(res, createWriteStream(path, { mode: 0o600 }));
};
