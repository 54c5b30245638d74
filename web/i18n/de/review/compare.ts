// The recruiter's page: runs of one form side by side.
import type { CompareMessages } from '../../en/review/compare.ts';

export const compare: CompareMessages = {
  title: 'Nebeneinander',
  lead: 'Alle wurden dieselben Fragen in derselben Reihenfolge gefragt.',
  uncertainty:
    'Die Ergebnisse sind unsicher: Die dünne Linie zeigt, wo jede Zahl wahrscheinlich liegt, und wessen Summen näher beieinander liegen als die Unsicherheit dieser Interviews, teilt sich einen Rang.',
  table: 'Vergleich der Bewerbungen',
  columns: { candidate: 'Bewerbung', rank: 'Rang', verdict: 'Urteil', total: 'Summe' },
  tied: 'gleichauf',
  range: 'zwischen {low} und {high}',
  weight: '{weight} % der Summe',
  none: 'nicht bewertet',
  states: { ASSESSMENT_PENDING: 'Wartet auf ein Urteil', ASSESSMENT_APPROVED: 'Entschieden' },
  proposed: 'vorgeschlagen',
  hidden: 'Bewerten Sie zuerst selbst: Die Zahlen folgen danach.',
  blind: {
    one: '{count} Interview wartet auf Ihre eigene Bewertung und hat hier keinen Rang.',
    other: '{count} Interviews warten auf Ihre eigene Bewertung und haben hier keinen Rang.',
  },
  more: 'Es gibt mehr Interviews, als hier stehen. Die neuesten sind aufgeführt.',
  noReference: 'Ohne Kennung',
  back: 'Zurück zu dem, was auf Sie wartet',
  print: 'Drucken',
  csv: 'Tabelle als CSV',
};
