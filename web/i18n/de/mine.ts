// What the page about one's own interview says.
import type { MineMessages } from '../en/mine.ts';

export const mine: MineMessages = {
  title: 'Mein Interview',
  lead: '{position} · {company}',
  leadWithoutPosition: 'Ihr Interview für {company}',
  intro:
    'Hier können Sie lesen, was Sie gesagt haben, falsch Verstandenes berichtigen und eine Kopie von allem mitnehmen. Derselbe Link öffnet diese Seite wieder, bis {until}.',
  introOpen:
    'Hier können Sie lesen, was Sie gesagt haben, falsch Verstandenes berichtigen und eine Kopie von allem mitnehmen. Derselbe Link öffnet diese Seite wieder.',
  back: 'Zurück zum Interview',
  loading: 'Wir holen Ihr Interview …',
  failed: 'Wir können Ihre Antworten gerade nicht zeigen. Sie sind sicher, und wir versuchen es weiter.',
  answers: 'Was Sie gesagt haben',
  noAnswers: 'Es gibt noch keine Antworten.',
  question: 'Frage {number}',
  followUp: 'Nachfrage zu Frage {number}',
  understood: 'Was wir verstanden haben',
  corrected: 'Ihre Berichtigung',
  unsure: 'Diese Wörter waren schwer zu verstehen, bitte prüfen Sie sie:',
  waiting: 'Wir schreiben noch auf, was Sie gesagt haben. Es erscheint dann hier.',
  unheard: 'In dieser Aufnahme konnten wir keine Wörter hören. Wenn Sie möchten, schreiben Sie, was Sie gesagt haben.',
  lost: 'Wir konnten diese Aufnahme nicht in Text umwandeln. Wenn Sie möchten, schreiben Sie, was Sie gesagt haben.',
  noAnswer: 'Keine Antwort',
  recording: 'Aufnahme Ihrer Antwort auf Frage {number}',
  playMoment: 'Die Stelle mit „{text}“ anhören',
  stopMoment: 'Aufnahme bei „{text}“ anhalten',
  correct: 'Antwort berichtigen',
  correction: 'Was Sie gesagt haben',
  correctionHint:
    'Schreiben Sie, was Sie wirklich gesagt haben. Was wir zuerst verstanden haben, bleibt daneben stehen.',
  saveCorrection: 'Berichtigung speichern',
  cancel: 'Nicht ändern',
  saved: 'Ihre Berichtigung ist gespeichert.',
  receipt: {
    title: 'Beleg',
    interview: 'Interview',
    consentAt: 'Eingewilligt am',
    answered: 'Beantwortet',
    answeredOf: '{answered} von {questions} Fragen',
    consent: 'Nummer des Textes, in den Sie eingewilligt haben',
    form: 'Nummer der Fragen (Bogen)',
    transcript: 'Nummer Ihres Gesprächs',
    about:
      'Diese Nummern ändern sich, sobald ein einziger Buchstabe anders ist. Heben Sie sie auf: Sie belegen, worin Sie eingewilligt und was Sie gesagt haben.',
    rights:
      'Wenn Sie eine Kopie Ihrer Daten möchten oder sie löschen lassen wollen, öffnen Sie Ihren Link und wählen Sie „Mein Interview“, oder schreiben Sie an {company}.',
  },
  result: {
    title: 'Ihr Ergebnis',
    intro: 'Für {company} hat ein Mensch entschieden. Damit wurden Ihre Antworten verglichen.',
    score: '{score} von 5',
    none: 'Nicht bewertet: Es gab zu wenig, worauf man sich stützen kann',
  },
  copy: {
    title: 'Eine Kopie mitnehmen',
    text: 'Die Datei enthält alles, was über Sie und dieses Interview gespeichert ist, in einer Form, die andere Programme lesen können (JSON).',
    download: 'Meine Daten herunterladen',
    print: 'Diese Seite drucken',
  },
  review: {
    title: 'Einen Menschen noch einmal prüfen lassen',
    text: 'Sind Sie mit der Entscheidung nicht einverstanden? Schreiben Sie, warum. {company} lässt einen Menschen Ihre Worte lesen und Ihr Interview noch einmal ansehen.',
    field: 'Was sollte dieser Mensch wissen?',
    act: 'Um Prüfung bitten',
    empty: 'Schreiben Sie ein, zwei Sätze, damit klar ist, worauf es Ihnen ankommt.',
    done: 'Sie haben um Prüfung gebeten, am {at}. {company} hat Ihre Worte, und ein Mensch sieht sich Ihr Interview noch einmal an.',
  },
  withdraw: {
    title: 'Einwilligung widerrufen',
    act: 'Meine Einwilligung widerrufen',
    confirm: 'Einwilligung widerrufen?',
    keep: 'Dabei bleiben',
    done: 'Sie haben Ihre Einwilligung widerrufen, am {at}.',
  },
  erase: {
    title: 'Daten löschen lassen',
    act: 'Um Löschung bitten',
    confirm: 'Um Löschung bitten?',
    keep: 'Jetzt nicht',
    done: 'Sie haben um Löschung gebeten, am {at}.',
  },
};
