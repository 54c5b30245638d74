// The recruiter's page: what is said of the conversation beside the scores.
import type { BesideMessages } from '../../en/review/beside.ts';

export const beside: BesideMessages = {
  title: 'Zum Gespräch',
  text: 'Nichts davon ist Teil einer Punktzahl.',
  coverage: '{share} der Fragen wurden beantwortet.',
  talkTime: '{share} der Worte kamen von der befragten Person.',
  integrity: 'Zu wissen',
  integrityText: 'Diese Hinweise ändern keine Punktzahl.',
  notes: { speaks_to_rater: 'Eine Antwort spricht die bewertende Stelle an. Was das tut, zählt nicht.' },
  deviations: {
    title: 'Wie es vom Plan abweicht',
    text: 'Das Gespräch hat ein Sprachdienst geführt. Was er anders gefragt hat als geplant, ändert keine Punktzahl.',
    codes: {
      reworded: 'Mit anderen Worten gefragt als geplant.',
      left_out: 'Ausgelassen oder nicht beantwortet.',
      added: 'Gefragt, obwohl weder als Frage noch als Nachfrage geplant.',
      out_of_order: 'Vor der Reihe gefragt.',
      too_many_follow_ups: 'Mehr Nachfragen, als der Plan erlaubt.',
    },
  },
  lateWords: {
    title: 'In einem Anruf gesagt, erst nach dem Abschluss erfahren',
    text: 'Es kam vom Sprachdienst, als das Gespräch schon abgeschlossen war. Es ist kein Teil des Protokolls und keiner Punktzahl.',
    by: { interviewer: 'Interviewführung', candidate: 'Befragte Person' },
  },
};
