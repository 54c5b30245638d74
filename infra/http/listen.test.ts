import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';

import { createLogger } from '../log.ts';
import { listen, orEnd } from './listen.ts';

test('a process that cannot have its port ends with one line that names it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const at = { host: '127.0.0.1', port: (other.address() as AddressInfo).port };
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit code ${code}`);
  });
  const lines: string[] = [];
  const log = createLogger({
    service: 'api',
    level: 'info',
    destination: { write: (line: string) => void lines.push(line) },
  });

  await expect(orEnd(listen(createServer(), at), log, at)).rejects.toThrow('exit code 1');
  other.close();

  expect(exit).toHaveBeenCalledOnce();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ event: 'process.port_refused', port: at.port, code: 'EADDRINUSE' }),
  ]);
});
