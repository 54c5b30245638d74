// What the screens of the conversation say.
import type { ConversationMessages } from '../en/conversation.ts';

export const conversation: ConversationMessages = {
  field: 'Ihre Antwort',
  closingField: 'Möchten Sie noch etwas sagen? (Das Feld darf leer bleiben.)',
  choiceField: 'Oder beantworten Sie die Frage doch noch, in Ihren Worten',
  hint: 'Lassen Sie sich Zeit. Ihr Text wird beim Schreiben gespeichert.',
  send: 'Antwort senden',
  sendAndGoOn: 'Senden und weiter',
  notUnderstood: 'Das verstehe ich nicht',
  speak: 'Lieber sprechen',
  empty:
    'Schreiben Sie zuerst ein paar Worte. Wenn Sie zu dieser Frage nichts sagen können, schreiben Sie einfach das.',
  tooLong: 'Das ist länger, als wir annehmen können. Bitte kürzen Sie um {count} Zeichen.',
  refused:
    'Wir konnten die Antwort so nicht annehmen. Ihr Text ist noch da. Bitte ändern Sie ihn ein wenig und senden Sie ihn noch einmal.',
  kinds: {
    follow_up: 'Eine Nachfrage zu Ihrer letzten Antwort',
    repeat: 'Dieselbe Frage noch einmal',
    choice: 'Sie entscheiden',
  },
  overSoon:
    'Die geplante Zeit ist um. In etwa einer Minute senden wir, was Sie geschrieben haben, damit es nicht verloren geht.',
  stay: 'Sie sind noch im Interview. Zum Verlassen wählen Sie „Hilfe und Optionen“ und dann „Später fertig machen“.',
  returned: {
    'other-question': {
      title: 'Das wurde nicht gesendet',
      text: 'Inzwischen ist eine andere Frage dran. Nichts ist verloren: Hier steht, was Sie geschrieben haben.',
    },
    'time-over': {
      title: 'Das kam nach dem Ende der Zeit',
      text: 'Es konnte nicht mehr aufgenommen werden. Hier steht, was Sie geschrieben haben, damit Sie es behalten können.',
    },
    'other-device': {
      title: 'Das haben Sie in diesem Fenster geschrieben',
      text: 'Die Antwort unten wurde später geschrieben, in einem anderen Fenster oder auf einem anderen Gerät. Sie können beide verwenden.',
    },
  },
  use: 'In die Antwort übernehmen',
  drop: 'Das brauche ich nicht',
  sending: {
    title: 'Ihre Antwort wird gespeichert',
    safe: 'Ihre Antwort bleibt in diesem Fenster, bis sie bei uns ist. Bitte lassen Sie die Seite offen.',
    lost: 'Im Moment gibt es keine Verbindung. Wir versuchen es weiter, Sie müssen nichts tun. Ihre Uhr steht solange still, nach höchstens 15 Sekunden.',
    fault:
      'Bei uns funktioniert gerade etwas nicht. Wir versuchen es weiter, Sie müssen nichts tun. Es kostet Sie keine Zeit.',
    yours: 'Ihre Antwort',
    chosen: 'Ihre Wahl ist unterwegs.',
    spoken: 'Ihre Aufnahme ist angekommen. Wir schreiben auf, was Sie gesagt haben.',
  },
  review: {
    title: 'Prüfen Sie, was wir verstanden haben',
    lead: 'Das sind Ihre Antworten. Was schwer zu hören war, ist unterstrichen. Gesprochenes können Sie berichtigen; Geschriebenes bleibt so, wie Sie es gesendet haben.',
    typedLead: 'Das sind Ihre Antworten, genau so, wie Sie sie gesendet haben.',
    loading: 'Ihre Antworten werden geholt …',
    failed:
      'Wir können Ihre Antworten gerade nicht zeigen. Sie sind sicher. Sie können das Interview beenden und sie später unter „Mein Interview“ lesen.',
    act: 'Das stimmt so',
    note: 'Danach ist das Interview beendet, und es kann keine Antwort mehr gegeben werden.',
  },
  finish: {
    title: 'Das war alles. Vielen Dank.',
    next: 'Wie es weitergeht',
    read: 'Eine Software vergleicht Ihre Antworten mit dem, was die Stelle verlangt, und schreibt eine erste Einschätzung. Sie entscheidet nichts.',
    decide: 'Für {company} liest ein Mensch Ihre Antworten und entscheidet. {company} meldet sich danach bei Ihnen.',
    back: 'Bis {until} führt derselbe Link hierher zurück: Sie können Ihre Antworten lesen, eine Kopie mitnehmen und Ihre Rechte nutzen.',
    backOpen:
      'Derselbe Link führt hierher zurück: Sie können Ihre Antworten lesen, eine Kopie mitnehmen und Ihre Rechte nutzen.',
    save: 'Beleg speichern',
    print: 'Beleg drucken',
    fileName: 'interview-beleg.txt',
    mine: 'Mein Interview',
    act: 'Fertig',
    close: 'Sie können diese Seite jetzt schließen.',
  },
  paused: {
    title: 'Pause',
    text: 'Die Uhr steht still, und alles Gesendete ist sicher. Nehmen Sie sich die Zeit, die Sie brauchen.',
    until: 'Weitermachen können Sie bis {until}.',
  },
  later: {
    title: 'Bis später',
    text: 'Alles Gesendete ist sicher. Derselbe Link bringt Sie an diese Stelle zurück, auch auf einem anderen Gerät.',
    until: 'Zurückkommen können Sie bis {until}.',
    left: 'Bis dahin steht Ihre Zeit still.',
    act: 'Jetzt weitermachen',
  },
};
