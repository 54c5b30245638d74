// The recruiter's page: runs of one form side by side.
import type { CompareMessages } from '../../en/review/compare.ts';

export const compare: CompareMessages = {
  title: 'Côte à côte',
  lead: 'Toutes ces personnes ont eu les mêmes questions dans le même ordre.',
  uncertainty:
    'Les résultats sont incertains : le trait fin montre où chaque nombre se situe probablement, et les totaux plus proches que l’incertitude de ces entretiens partagent un rang.',
  table: 'Comparaison des candidatures',
  columns: { candidate: 'Candidature', rank: 'Rang', verdict: 'Avis', total: 'Total' },
  tied: 'ex æquo',
  range: 'entre {low} et {high}',
  weight: '{weight} % du total',
  none: 'non évalué',
  states: { ASSESSMENT_PENDING: 'Attend un avis', ASSESSMENT_APPROVED: 'Décidé' },
  proposed: 'proposé',
  hidden: 'Évaluez d’abord vous-même : les nombres s’affichent ensuite.',
  blind: {
    one: '{count} entretien attend votre propre évaluation et n’est pas classé.',
    other: '{count} entretiens attendent votre propre évaluation et ne sont pas classés.',
  },
  more: 'Il y a plus d’entretiens que ce qui figure ici. Les plus récents sont affichés.',
  noReference: 'Sans référence',
  back: 'Retour à ce qui vous attend',
  print: 'Imprimer',
  csv: 'Tableau en CSV',
};
