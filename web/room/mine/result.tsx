// The result per competency, where the tenant shows it: in words first, the number beside them.
import type { MyResult } from '../../../usecases/room/mine.ts';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Panel } from '../../ui/blocks.tsx';
import { useCompany } from '../use-company.ts';
import { useEntered } from '../use-room.ts';
import css from './mine.module.css';

export const Result = ({ result: { advisory, competencies } }: { result: MyResult }) => {
  const { result } = useMessages().mine;
  const company = useCompany();
  const { locale } = useEntered().view.interview;
  return (
    <Panel title={result.title}>
      <p>{fill(result.intro, { company })}</p>
      {!advisory && <p>{result.scale}</p>}
      <ul className={css['list']}>
        {competencies.map(({ name, score, anchor, reason, held, rationale }) => (
          <li key={name}>
            <h3 lang={locale}>{name}</h3>
            <p className={css['muted']}>{score === null ? result.none : fill(result.score, { score })}</p>
            {anchor !== null && <p lang={locale}>{anchor}</p>}
            {reason !== null && <p>{result.reasons[reason]}</p>}
            {rationale !== '' && <p lang={locale}>{rationale}</p>}
            {held && <p>{result.held}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
