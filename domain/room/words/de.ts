// What the room says in German. Names have no cases; "das Unternehmen" has, so sentences name the case that they need.
import type { NoticeWordsFacts, RoomWords } from './words.ts';

const employer = 'das Unternehmen';
const dative = (company: string): string => (company === employer ? 'dem Unternehmen' : company);
const first = (company: string): string => (company === employer ? 'Das Unternehmen' : company);
const behalf = (company: string): string =>
  company === employer ? 'im Auftrag des Unternehmens' : `im Auftrag von ${company}`;

const days = (count: number): string => (count === 1 ? '1 Tag' : `${count} Tage`);

const engine = ({ disclosure, englishOnly }: NoticeWordsFacts): string => {
  const { engine: name, model } = disclosure;
  const only = englishOnly ? ' Diese Regeln können nur Englisch: Die Fragen kommen auf Englisch.' : '';
  if (name === 'offline')
    return `Die Fragen und die erste Bewertung kommen aus Regeln, die in Parley eingebaut sind (Verfahren „offline“); kein fremder KI-Dienst wird benutzt.${only}`;
  const served = model === null ? '' : `, Modell „${model}“`;
  return `Nachfragen und die erste Bewertung kommen von einem Sprachmodell (Verfahren „${name}“${served}). Es bekommt die Fragen und Ihre Antworten, nie Ihre Kontaktdaten.`;
};

const recorded = ({ disclosure: { speech } }: NoticeWordsFacts): string[] => {
  const notAnalysed = 'Ihre Stimme, Ihr Gesicht, Ihr Akzent und Ihre Gefühle werden nicht ausgewertet.';
  if (speech === null)
    return [
      `Was aufgezeichnet wird: die Fragen, Ihre Antworten als Text und wann Sie sie gegeben haben. In diesem Interview schreiben Sie Ihre Antworten; weder Mikrofon noch Kamera zeichnen etwas auf. ${notAnalysed}`,
      'Sie können Ihre Antworten jederzeit wieder lesen, solange der Link gilt.',
    ];
  return [
    `Was aufgezeichnet wird: die Fragen, Ihre Antworten als Text und wann Sie sie gegeben haben. Wenn Sie sprechen, wird auch der Ton Ihrer Antwort aufgenommen und an einen Sprachdienst geschickt (${speech.host}, Modell „${speech.model}“), der ihn in Text umwandelt. Solange Sie keine Antwort sprechen, wird nichts aufgenommen. ${notAnalysed}`,
    'Sie können anhören, was Sie gesagt haben, lesen, was verstanden wurde, und es berichtigen, solange der Link gilt. Eine Berichtigung steht neben dem, was verstanden wurde; beides bleibt erhalten.',
  ];
};

const notice = (facts: NoticeWordsFacts): string[] => {
  const { company, disclosure, planRevision, retentionDays } = facts;
  const position = facts.position === null ? '' : ` für die Stelle „${facts.position}“`;
  const typing =
    disclosure.speech === null ? '' : 'Sie können schreiben statt sprechen und das bei jeder Frage ändern. ';
  const listen = disclosure.speech === null ? '' : ' und können anhören, was Sie gesagt haben';
  return [
    `Dies ist ein automatisiertes Interview${position}, ${behalf(company)}.`,
    'Sie sprechen mit einem KI-System, nicht mit einem Menschen.',
    engine(facts),
    `Das Gespräch findet im Dienst „${disclosure.voiceProvider}“ statt.`,
    ...recorded(facts),
    `Wie lange es aufbewahrt wird: Die Fristen, die für ${company} gelten, zählen vom Ende des Interviews an und betragen ${days(retentionDays.personal)} für Ihre persönlichen Angaben und Antworten, ${days(retentionDays.recordings)} für Aufnahmen, falls es welche gibt, und ${days(retentionDays.assessments)} für die Bewertung. Was seine Frist erreicht hat, wird innerhalb von zwei Tagen gelöscht. Nur wenn eine gesetzliche Pflicht zur Aufbewahrung für Ihr Interview mit Grund und Enddatum eingetragen ist, bewahrt ${company} es länger auf. Sie können ${company} bitten, Ihre Daten früher zu löschen, auch hier im Interviewraum.`,
    `Wer es liest: Menschen bei ${dative(company)}, die Ihre Bewerbung bearbeiten, lesen Ihre Antworten${listen}. Wer sie gelesen hat, wird festgehalten.`,
    `Wer entscheidet: Die Software vergleicht Ihre Antworten mit Maßstäben, denen vor dem Interview ein Mensch zugestimmt hat (Fassung ${planRevision} des Plans). Ein Mensch bei ${dative(company)} liest das Ergebnis und entscheidet; nichts wird automatisch entschieden.`,
    `${typing}Es gibt eine Zeitgrenze, die immer zu sehen ist; Sie können jederzeit eine Pause machen, und die Uhr steht so lange still. Sie können gehen und mit demselben Link wiederkommen, auch auf einem anderen Gerät: Jede bestätigte Antwort bleibt erhalten.`,
    'Sie können jederzeit um Hilfe oder um eine Anpassung bitten, vor dem Interview und währenddessen.',
    'Sie können jederzeit darum bitten, stattdessen mit einem Menschen zu sprechen, oder sich zurückziehen. Um einen Menschen zu bitten, zählt nicht gegen Sie.',
    'Sobald ein Mensch entschieden hat, können Sie hier im Interviewraum darum bitten, dass ein Mensch die Entscheidung überprüft.',
    `Sie können Ihre Einwilligung jederzeit widerrufen, an derselben Stelle, an der Sie sie gegeben haben. Das Interview endet dann, was Sie gesagt haben, wird nicht bewertet, und ${company} wird gebeten, Ihnen ein Gespräch mit einem Menschen anzubieten. Wenn ein Mensch bei ${dative(company)} schon entschieden hat, gilt diese Entscheidung weiter, und ${company} erfährt von Ihrem Widerruf.`,
    'Das Interview beginnt erst, wenn Sie diesem Hinweis zugestimmt haben. Wenn Sie nicht zustimmen, wird nur das festgehalten.',
  ];
};

const withdrawal: RoomWords['withdrawal'] = (effect, company) => {
  switch (effect) {
    case 'nothing_starts':
      return 'Wenn Sie dem Hinweis nicht zustimmen, beginnt das Interview nicht, und nur das wird festgehalten.';
    case 'interview_ends':
      return `Wenn Sie Ihre Einwilligung widerrufen, endet das Interview endgültig: Es kommt keine Frage mehr, was Sie gesagt haben, wird nicht bewertet, und ${company} wird gebeten, Ihnen ein Gespräch mit einem Menschen anzubieten. Wenn ein Mensch bei ${dative(company)} schon entschieden hat, gilt diese Entscheidung weiter, und ${company} erfährt von Ihrem Widerruf.`;
    case 'interview_ended':
      return `Sie haben Ihre Einwilligung widerrufen. Das Interview ist beendet: Es kommt keine Frage mehr, was Sie gesagt haben, wird nicht bewertet, und ${company} wird gebeten, Ihnen ein Gespräch mit einem Menschen anzubieten. Was Sie gesagt haben, bleibt versiegelt, bis seine Frist endet, es sei denn, ${company} löscht es früher: Darum können Sie bitten.`;
    case 'recorded':
      return `Sie haben Ihre Einwilligung widerrufen, nachdem ein Mensch bei ${dative(company)} entschieden hatte. Diese Entscheidung gilt weiter; ${company} erfährt von Ihrem Widerruf, und keine Software arbeitet mehr mit dem, was Sie gesagt haben. Sie können ${company} bitten, es zu löschen.`;
  }
};

const choose: RoomWords['choose'] = (wish, company) => {
  switch (wish) {
    case 'person':
      return `Sie können stattdessen mit einem Menschen sprechen. Dieses Interview endet dann hier, was Sie darin gesagt haben, wird nicht bewertet, und ${company} wird gebeten, dass sich ein Mensch bei Ihnen meldet. Um einen Menschen zu bitten, zählt nicht gegen Sie. Möchten Sie das, oder machen wir weiter?`;
    case 'stop':
      return 'Möchten Sie aufhören? Sie können hier abschließen, und was Sie bisher gesagt haben, wird bewertet; Sie können sich zurückziehen, und nichts wird bewertet; oder Sie sprechen stattdessen mit einem Menschen, der sich bei Ihnen meldet. Oder wir machen weiter. Was möchten Sie?';
    case 'help':
      return `Ich kann den Zuständigen bei ${dative(company)} sagen, dass Sie Hilfe möchten; das Interview geht so lange weiter. Sie können auch darum bitten, mit einem Menschen zu sprechen, der sich bei Ihnen meldet; dieses Interview endet dann und wird nicht bewertet. Oder wir machen weiter. Was möchten Sie?`;
    case 'pause':
    case 'repeat':
    case 'reword':
      return `Vielleicht kann ich diese Frage nicht gut stellen. Wir können mit der nächsten weitermachen, oder ich sage den Zuständigen bei ${dative(company)}, dass Sie Hilfe möchten. Sie können auch darum bitten, mit einem Menschen zu sprechen, der sich bei Ihnen meldet; dieses Interview endet dann und wird nicht bewertet. Wenn Sie die Frage doch beantworten möchten, tun Sie es einfach.`;
  }
};

export const german: RoomWords = {
  employer,
  notice,
  withdrawal,
  erasure: {
    possible: (company) =>
      `Sie können ${company} bitten, zu löschen, was Sie gesagt haben und was über Sie bekannt ist. Ihre Bitte wird mit der Uhrzeit festgehalten, und ${company} erfährt sofort davon. ${first(company)} entscheidet darüber und muss Daten vielleicht behalten, wo das Gesetz es verlangt.`,
    asked: (company) =>
      `Sie haben um Löschung gebeten. Ihre Bitte ist festgehalten, und ${company} weiß davon. Sobald Ihre Daten gelöscht sind, führt dieser Link nirgendwohin mehr.`,
  },
  again: {
    repeat: (question) => `Hier ist die Frage noch einmal: ${question}`,
    reword: (question) => `Mit anderen Worten: ${question}`,
    helped: (question) =>
      `Die Zuständigen wissen jetzt, dass Sie Hilfe möchten. Inzwischen können wir weitermachen. ${question}`,
    pause: (question) =>
      `Sie können jederzeit eine Pause machen: Die Uhr steht still, bis Sie weitermachen, und die Frage wartet auf Sie. ${question}`,
    back: (question) => `Gut, machen wir weiter. ${question}`,
  },
  choose,
  unclear: (choice) => `Ich habe nicht verstanden, was davon Sie möchten. ${choice}`,
  labels: {
    help: 'Um Hilfe bitten',
    person: 'Mit einem Menschen sprechen',
    finish: 'Hier abschließen: Was ich gesagt habe, wird bewertet',
    withdraw: 'Zurückziehen: Nichts wird bewertet',
  },
  goOn: { withNext: 'Weiter mit der nächsten Frage', withInterview: 'Weiter mit dem Interview' },
};
