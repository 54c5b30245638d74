// The result per competency, where the tenant shows it: in words first, the number beside them.
import type { MyResult } from '../../../usecases/room/mine.ts';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Panel } from '../../ui/blocks.tsx';
import { useCompany } from '../use-company.ts';
import css from './mine.module.css';

export const Result = ({ result: { competencies } }: { result: MyResult }) => {
  const { result } = useMessages().mine;
  const company = useCompany();
  return (
    <Panel title={result.title}>
      <p>{fill(result.intro, { company })}</p>
      <ul className={css['list']}>
        {competencies.map(({ name, score, anchor, rationale }) => (
          <li key={name}>
            <h3>{name}</h3>
            <p className={css['muted']}>{score === null ? result.none : fill(result.score, { score })}</p>
            {anchor !== null && <p>{anchor}</p>}
            <p>{rationale}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
