// The console: what runs on this machine, live, for whoever develops with it.
import { useState } from 'react';
import type { ConsoleFilter } from '../../usecases/console/view.ts';
import type { ConsoleApi, Settings } from './api.ts';
import css from './console.module.css';
import { Create } from './create.tsx';
import { Filters } from './filters.tsx';
import { RunTable } from './runs.tsx';
import { useRuns } from './use-runs.ts';

const Places = ({ outbox }: Pick<Settings, 'outbox'>) => (
  <nav aria-label="Elsewhere">
    <ul className={css['places']}>
      <li>
        <a href="/docs">API</a>
      </li>
      {outbox !== null && (
        <li>
          <a href={outbox}>Outbox</a>
        </li>
      )}
      <li>
        <a href="/readyz">Health</a>
      </li>
    </ul>
  </nav>
);

export const App = ({ api, settings }: { api: ConsoleApi; settings: Settings }) => {
  const [filter, setFilter] = useState<ConsoleFilter>({});
  const [said, setSaid] = useState('');
  const { view, isLost } = useRuns(api, filter);
  const count = view === null ? '…' : String(view.runs.length);
  return (
    <div className={css['console']}>
      <header className={css['head']}>
        <h1>Parley console</h1>
        <Places outbox={settings.outbox} />
      </header>
      <main className={css['content']}>
        <Filters filter={filter} onChange={setFilter} />
        <output className={css['status']}>
          {isLost ? 'Nobody answers. We keep asking.' : `${count} shown. ${said}`}
        </output>
        {view !== null && <RunTable view={view} api={api} temporal={settings.temporal} onFailed={setSaid} />}
        <Create api={api} onSaid={setSaid} />
      </main>
    </div>
  );
};
