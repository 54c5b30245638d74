// The table of the comparison: a row for each run, a column for each competency, sortable by every one of them.
import { useState, type ReactNode } from 'react';
import type { Compare, CompareRow } from '../../../usecases/review/view.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { PlaceLink } from '../place-link.tsx';
import css from './compare.module.css';
import { Measure } from './measure.tsx';
import { firstDirection, sameColumn, sorted, tiedRanks, type Column, type Order } from './order.ts';

type HeadProps = {
  column: Column;
  order: Order;
  onSort: (column: Column) => void;
  note?: string;
  className?: string | undefined;
  children: ReactNode;
};

const arrows = { ascending: '↑', descending: '↓' };

const Head = ({ column, order, onSort, note, className, children }: HeadProps) => {
  const isSorted = sameColumn(column, order.column);
  return (
    <th scope="col" className={className} aria-sort={isSorted ? order.direction : undefined}>
      <button type="button" className={css['sort']} onClick={() => onSort(column)}>
        <span className={css['name']}>{children}</span>
        <span aria-hidden="true">{isSorted ? arrows[order.direction] : '↕'}</span>
      </button>
      {note !== undefined && <span className={css['note']}>{note}</span>}
    </th>
  );
};

type RowProps = {
  row: CompareRow;
  competencies: Compare['competencies'];
  tied: boolean;
  open: (runId: string) => void;
};

const Numbers = ({ row, competencies, tied }: Omit<RowProps, 'open'>) => {
  const { compare: words, frame } = useReviewMessages();
  return (
    <>
      <td>
        <span className={css['number']}>{row.rank ?? ''}</span>
        {tied && <span className={css['note']}>{words.tied}</span>}
      </td>
      <td>
        {row.verdict !== null && frame.verdicts[row.verdict].name}
        {row.verdict !== null && row.state === 'ASSESSMENT_PENDING' && (
          <span className={css['note']}>{words.proposed}</span>
        )}
      </td>
      <td>
        <Measure value={row.overallScore} band={row.band} max={100} />
      </td>
      {competencies.map(({ id }) => (
        <td key={id}>
          <Measure value={row.scores[id]?.score ?? null} band={row.scores[id]?.band ?? null} max={5} />
        </td>
      ))}
    </>
  );
};

const Row = ({ open, ...shown }: RowProps) => {
  const { compare: words } = useReviewMessages();
  const { row, competencies } = shown;
  const state =
    row.state === 'ASSESSMENT_APPROVED' ? words.states.ASSESSMENT_APPROVED : words.states.ASSESSMENT_PENDING;
  return (
    <tr>
      <th scope="row" className={css['first']}>
        <PlaceLink
          to={{ kind: 'run', runId: row.runId }}
          onGo={() => open(row.runId)}
          className={css['reference'] ?? ''}
        >
          <bdi>{row.candidateRef ?? words.noReference}</bdi>
        </PlaceLink>
        <span className={css['note']}>{state}</span>
      </th>
      {row.hidden ? <td colSpan={competencies.length + 3}>{words.hidden}</td> : <Numbers {...shown} />}
    </tr>
  );
};

type TableProps = { compare: Compare; open: (runId: string) => void };

export const CompareTable = ({ compare, open }: TableProps) => {
  const { compare: words } = useReviewMessages();
  const [order, setOrder] = useState<Order>({ column: { kind: 'rank' }, direction: 'ascending' });
  const { competencies } = compare;
  const tied = tiedRanks(compare);
  const onSort = (column: Column): void =>
    setOrder((before) => {
      const turned = before.direction === 'ascending' ? 'descending' : 'ascending';
      return { column, direction: sameColumn(before.column, column) ? turned : firstDirection(column) };
    });
  const sorting = { order, onSort };
  return (
    <table className={css['table']} aria-label={words.table}>
      <thead>
        <tr>
          <Head {...sorting} column={{ kind: 'candidate' }} className={css['first']}>
            {words.columns.candidate}
          </Head>
          {(['rank', 'verdict', 'total'] as const).map((kind) => (
            <Head key={kind} {...sorting} column={{ kind }}>
              {words.columns[kind]}
            </Head>
          ))}
          {competencies.map(({ id, name, weight }) => (
            <Head
              key={id}
              {...sorting}
              column={{ kind: 'competency', by: id }}
              className={css['competency']}
              note={fill(words.weight, { weight })}
            >
              <bdi>{name}</bdi>
            </Head>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted(compare.rows, order).map((row) => (
          <Row
            key={row.runId}
            row={row}
            competencies={competencies}
            tied={row.rank !== null && tied.has(row.rank)}
            open={open}
          />
        ))}
      </tbody>
    </table>
  );
};
