// What the screens before the first question say.
import type { StartMessages } from '../en/start.ts';

export const start: StartMessages = {
  opening: 'Ihr Interview wird geöffnet',
  welcome: {
    title: 'Ihr Interview für {position}',
    titleWithoutPosition: 'Ihr Interview für {company}',
    lead: '{company} lädt Sie zu einem Interview ein, das Sie hier führen können, wann es Ihnen passt.',
    machine: {
      title: 'Eine Software fragt, Menschen entscheiden',
      text: 'Ein KI-System stellt Ihnen Fragen. Für {company} lesen Menschen Ihre Antworten und entscheiden.',
    },
    time: 'Zeit',
    minutes: { one: 'Etwa {count} Minute Fragen.', other: 'Etwa {count} Minuten Fragen.' },
    extra: 'Ihre zusätzliche Zeit ist schon dabei.',
    pauses: 'Sie können aufhören und bis {until} weitermachen.',
    pausesOpen: 'Sie können aufhören und später mit demselben Link weitermachen.',
    ways: {
      title: 'Wie Sie möchten',
      text: 'Sie können schreiben oder sprechen und das bei jeder Frage ändern.',
      typed: 'Sie schreiben Ihre Antworten, so schnell oder langsam Sie möchten.',
    },
    kept: {
      title: 'Was gespeichert wird',
      text: 'Die nächste Seite sagt, was wie lange gespeichert wird und wer es liest. Bevor Sie einwilligen, wird nichts aufgezeichnet.',
    },
    person: {
      title: 'Lieber ein Mensch',
      text: 'Wenn Sie lieber mit einem Menschen sprechen, wählen Sie oben „Hilfe und Optionen“, auf jeder Seite. Das zählt nicht gegen Sie.',
    },
    act: 'Weiter',
  },
  consent: {
    title: 'Worin Sie einwilligen',
    lead: 'Bitte lesen Sie den Text. Sie willigen in genau diese Worte ein und können eine Kopie behalten.',
    changed: 'Der Text hat sich inzwischen geändert. Hier steht der neue: Bitte lesen Sie ihn noch einmal.',
    copy: 'Kopie behalten',
    fileName: 'interview-einwilligung.txt',
    fileHash: 'Nummer dieses Textes (SHA-256): {hash}',
    agree: 'Ich willige ein',
    person: 'Lieber mit einem Menschen sprechen',
    personTitle: 'Lieber mit einem Menschen sprechen?',
    personText:
      'Dieses Interview endet dann, und {company} wird gebeten, Ihnen ein Gespräch mit einem Menschen anzubieten. Das zählt nicht gegen Sie.',
    personAct: 'Ja, mit einem Menschen',
    back: 'Zurück zum Text',
    agreed: 'Sie haben in diesen Text eingewilligt.',
  },
  how: {
    title: 'Wie möchten Sie antworten?',
    lead: 'Sie können das bei jeder Frage ändern.',
    ways: 'Schreiben oder sprechen',
    typed: 'Schreiben',
    typedDetail: 'Schreiben Sie Ihre Antworten in Ruhe. Sie brauchen kein Mikrofon.',
    spoken: 'Sprechen',
    spokenDetail: 'Sprechen Sie Ihre Antworten. Sie sehen, was wir verstanden haben, und können es berichtigen.',
    onlyTyped: 'In diesem Interview schreiben Sie Ihre Antworten. Sie brauchen kein Mikrofon.',
    pauses: 'Wenn Sie beim Sprechen eine Pause machen',
    pausesHint: 'Menschen denken verschieden schnell. Wir schneiden Ihnen nie das Wort ab: Wir fragen zuerst.',
    pause: {
      short: 'Bald fragen, ob ich fertig bin',
      normal: 'Ein wenig warten, dann fragen',
      long: 'Lange warten, dann fragen',
      button: 'Nie fragen: Ich drücke einen Knopf, wenn ich fertig bin',
    },
    extra: 'Sie haben zusätzliche Zeit: insgesamt etwa {minutes} Minuten.',
    language: 'Sprache dieser Seite',
    languageHint: 'Die Fragen bleiben in der Sprache des Interviews: {language}.',
    act: 'Weiter',
  },
  practice: {
    title: 'Zur Probe: Was essen Sie am liebsten, und warum?',
    mark: 'Das ist nur zum Üben. Es wird nicht gespeichert und nicht gesendet, und niemand liest es.',
    field: 'Ihre Probeantwort',
    next: 'Wenn Sie bereit sind, stellen wir die erste Frage, und die Uhr beginnt. In Pausen steht sie still.',
    act: 'Ich bin bereit',
  },
};
