// The console's calls, with the token that stands in its page: no other origin has it.
import type { ConsoleFilter, ConsoleTemplate, ConsoleView, NewRun } from '../../usecases/console/view.ts';
import { createCall, json } from '../ui/call.ts';

/** What the server says in the page itself. */
export type Settings = { token: string; temporal: string | null; outbox: string | null };

export const readSettings = (): Settings =>
  JSON.parse(document.querySelector('#settings')?.textContent ?? '{}') as Settings;

const queryOf = (filter: ConsoleFilter, known: string | null): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, String(value));
  if (known !== null) query.set('known', known);
  return query.toString();
};

export const createConsoleApi = ({ token }: Pick<Settings, 'token'>) => {
  const call = createCall('/console/api', { 'Parley-Console': token });
  return {
    /** With a known version it waits for another one, or for a while. */
    runs: (filter: ConsoleFilter, known: string | null, signal: AbortSignal) =>
      call<ConsoleView>('GET', `runs?${queryOf(filter, known)}`, { signal }),
    templates: () => call<{ items: ConsoleTemplate[] }>('GET', 'templates'),
    create: (wish: NewRun) => call<{ runId: string }>('POST', 'runs', json(wish)),
    open: (runId: string, place: 'room' | 'review') => call<{ url: string }>('POST', `runs/${runId}/${place}`),
  };
};
export type ConsoleApi = ReturnType<typeof createConsoleApi>;
