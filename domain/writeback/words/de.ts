// The words around a record in German.
import type { RecordWords } from './record-words.ts';

export const de: RecordWords = {
  title: 'Interviewprotokoll',
  part: (part, of) => `Teil ${part} von ${of}`,
  about: {
    job: 'Stelle',
    language: 'Sprache',
    started: 'Begonnen',
    completed: 'Beendet',
    decided: 'Entschieden',
    page: 'Seite des Ergebnisses',
    run: 'Interview',
  },
  byMachine: (engine) =>
    `Das Interview wurde von einem KI-System geführt und bewertet (${engine}); Menschen entscheiden.`,
  advisory:
    'Nur ein Hinweis: Noch hat kein Mensch entschieden, oder feste Regeln haben bewertet. Bitte lesen Sie die Belege, bevor Sie entscheiden.',
  sections: {
    decision: 'Entscheidung',
    scores: 'Bewertung',
    questions: 'Geplante Fragen',
    transcript: 'Wortlaut',
    rubric: 'Bewertungsraster',
    notes: 'Zu wissen',
  },
  decision: {
    accepted: 'Die Bewertung wurde angenommen',
    rejected: 'Die Bewertung wurde nicht angenommen',
    undecided: 'Noch hat kein Mensch entschieden',
    overridden: 'anders als vorgeschlagen',
    reasons: 'Gründe',
    by: 'Von',
    unnamed: 'niemand wurde genannt',
  },
  review: {
    title: 'Prüfung',
    reviewer: (number) => `Prüfende Person ${number}`,
    own: 'eigene Bewertung',
    passed: 'den Vorschlag ohne eigene Bewertung angesehen',
    blind: 'bevor sie ihn sah',
    opened: (places, seconds) => `Geöffnete Belege: ${places} (${seconds} s)`,
    withoutEvidence: 'entschied, ohne Belege zu öffnen',
  },
  deviations: {
    title: 'Was gefragt wurde, gegen den Plan gehalten',
    codes: {
      reworded: 'mit anderen Worten gefragt',
      left_out: 'ausgelassen oder nicht beantwortet',
      added: 'zusätzlich zum Plan gefragt',
      out_of_order: 'außer der Reihe gefragt',
      too_many_follow_ups: 'eine Nachfrage zu viel',
    },
  },
  lateWords: {
    title: 'In einem Anruf gesagt, erst nach dem Abschluss erfahren',
    text: 'Es kam vom Sprachdienst, als das Gespräch schon abgeschlossen war. Es ist kein Teil des Protokolls und keiner Punktzahl.',
    by: { interviewer: 'Interviewführung', candidate: 'Befragte Person' },
  },
  total: 'Gesamt',
  verdict: 'Urteil',
  proposed: 'Vorgeschlagen',
  verdicts: {
    STRONG_HIRE: 'unbedingt einstellen',
    HIRE: 'einstellen',
    MAYBE: 'vielleicht',
    NO_HIRE: 'nicht einstellen',
  },
  noTotal: 'zu vieles konnte nicht beurteilt werden',
  notScored: 'nicht bewertet',
  of5: (score) => `${score} von 5`,
  weight: (percent) => `Gewicht ${percent} %`,
  required: 'erforderlich',
  minimum: (score) => `mindestens ${score}`,
  reason: 'Warum',
  question: (number) => `Frage ${number}`,
  answer: 'Antwort',
  noAnswer: 'Keine Antwort',
  unheard: 'Gesprochen und nicht verstanden',
  level: (level) => `Stufe ${level}`,
  talk: (candidate, interviewer, percent) =>
    `Wörter: Kandidat/in ${candidate}, Interview ${interviewer} (${percent} % von Kandidat/in)`,
  coverage: (answered, planned) => `Beantwortete Fragen: ${answered} von ${planned}`,
  lettersMissing: (letter) =>
    `Manche Buchstaben fehlen in der Schrift dieser Datei und stehen als ${letter}; Notizen und HTML-Datei haben sie.`,
  complete: 'Vollständig',
  scored: 'Bewertet: Noch hat kein Mensch entschieden',
  ends: {
    ASSESSMENT_APPROVED: 'Vollständig',
    ASSESSMENT_REJECTED:
      'Ein Mensch hat die Bewertung nicht angenommen: Es gibt keine Punktzahl, bitte entscheiden Sie ohne sie.',
    PLAN_REJECTED: 'Ein Mensch hat den Interviewplan nicht angenommen: Es findet kein Interview statt.',
    CANCELLED: 'Abgesagt: Es findet kein Interview statt.',
    WITHDRAWN: 'Die Bewerbung wurde zurückgezogen.',
    OPTED_OUT:
      'Statt des KI-Interviews ist ein Gespräch mit einem Menschen gewünscht: Bitte vereinbaren Sie ein Telefonat.',
    EXPIRED: 'Das Interview fand nicht rechtzeitig statt: Bitte nehmen Sie Kontakt auf.',
    NO_SHOW: 'Zum Interview ist niemand erschienen: Bitte nehmen Sie Kontakt auf.',
    FAILED: 'Das Interview konnte nicht durchgeführt werden: Bitte vereinbaren Sie ein Telefonat.',
  },
  consentWithdrawn:
    'Die Einwilligung wurde widerrufen: Nichts, was gesagt wurde, wird verwendet. Bitte vereinbaren Sie ein Telefonat.',
};
