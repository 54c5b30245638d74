// The own ratings beside the proposed ones: what a decision is made of, at one glance.
import { useReviewWords } from '../../../i18n/use-review-messages.ts';
import type { ReviewCompetency } from '../../../../usecases/review/view.ts';
import { competencyElementId, useReading } from '../reading.ts';
import { figure } from '../words.ts';
import css from './panel.module.css';

const Own = ({ own }: Pick<ReviewCompetency, 'own'>) => {
  const { table } = useReviewWords().messages.assessment;
  if (own === null) return table.notYet;
  return own.rating === 'passed' ? table.passed : own.rating;
};

const ProposedCell = ({ proposed }: Pick<ReviewCompetency, 'proposed'>) => {
  const { language, messages } = useReviewWords();
  const { table } = messages.assessment;
  if (proposed === null) return table.hidden;
  return proposed.score === null ? table.noScore : figure(language, proposed.score);
};

export const RatingsTable = () => {
  const { table } = useReviewWords().messages.assessment;
  const { assessment, view } = useReading();
  return (
    <table className={css['table']}>
      <caption>{table.title}</caption>
      <thead>
        <tr>
          <th scope="col">{table.competency}</th>
          <th scope="col">{table.own}</th>
          <th scope="col">{table.proposed}</th>
        </tr>
      </thead>
      <tbody>
        {assessment.competencies.map(({ id, name, own, proposed }) => (
          <tr key={id}>
            <th scope="row">
              <a href={`#${competencyElementId(id)}`} lang={view.run.locale} dir="auto">
                {name}
              </a>
            </th>
            <td>
              <Own own={own} />
            </td>
            <td>
              <ProposedCell proposed={proposed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
