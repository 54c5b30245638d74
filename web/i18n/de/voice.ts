// What the screens for speaking say.
import type { VoiceMessages } from '../en/voice.ts';

export const voice: VoiceMessages = {
  type: 'Lieber schreiben',
  begin: 'Mit dem Sprechen beginnen',
  beginAnew: 'Neu beginnen',
  done: 'Ich bin fertig',
  sendKept: 'Das Aufgenommene senden',
  opening: 'Ihr Browser fragt vielleicht, ob wir das Mikrofon benutzen dürfen. Bitte wählen Sie „Zulassen“.',
  policy: 'Sie können eine Antwort so oft aufnehmen, wie Sie möchten, bevor Sie sie senden. Die letzte Aufnahme zählt.',
  recording: 'Aufnahme läuft',
  captions: 'Was Sie sagen, wird zu Text. Sie können ihn vor dem Ende lesen und berichtigen.',
  pause: {
    asked: 'Nach einer Pause von {seconds} Sekunden fragen wir, ob Sie fertig sind.',
    button: 'Wir warten, bis Sie „Ich bin fertig“ drücken, so lange Ihre Pausen auch sind.',
  },
  sound: {
    starting: 'Wir hören zu',
    nothing: 'Noch nichts zu hören: Ist das richtige Mikrofon gewählt?',
    quiet: 'Sehr leise: Bitte näher herangehen',
    heard: 'Wir hören Sie',
    pausing: 'Lassen Sie sich Zeit',
  },
  muted: 'Ihr Mikrofon ist stumm geschaltet. Schalten Sie es am Gerät oder am Headset ein; die Aufnahme läuft weiter.',
  microphone: 'Mikrofon',
  changeNote: 'Mit einem anderen Mikrofon beginnt diese Antwort neu.',
  still: {
    title: 'Lassen Sie sich Zeit. Sind Sie noch da?',
    text: 'Wenn Sie nichts sagen, senden wir Ihre Antwort in {seconds} Sekunden. Sprechen Sie weiter oder drücken Sie den Knopf, um weiterzumachen.',
    here: 'Ich bin noch da',
    back: 'Gut. Wir hören weiter zu.',
  },
  why: {
    left: {
      title: 'Ihre Antwort wurde unterbrochen',
      text: 'Davon haben wir {time} gesichert. Sie können das senden oder die Antwort von vorn aufnehmen.',
    },
    lost: {
      title: 'Das Mikrofon ist ausgefallen',
      text: 'Vielleicht wurde es abgezogen, oder eine andere App hat es übernommen. Was Sie bis dahin gesagt haben, ist gesichert: {time}. Sie können es senden oder die Antwort von vorn aufnehmen.',
    },
    full: {
      title: 'Länger kann diese Antwort nicht werden',
      text: 'Aufgenommen: {time}. Sie können das senden oder eine kürzere Antwort aufnehmen.',
    },
    refused: {
      title: 'Die Aufnahme konnte nicht gesendet werden',
      text: 'Ihre bisherigen Antworten sind sicher. Bitte versuchen Sie es noch einmal, nehmen Sie die Antwort neu auf oder schreiben Sie sie.',
    },
  },
  trouble: {
    refused: {
      title: 'Wir dürfen das Mikrofon nicht benutzen',
      text: 'Ihr Browser hat es abgelehnt. Wählen Sie das Schloss oder das Mikrofon neben der Adresse, erlauben Sie das Mikrofon und versuchen Sie es noch einmal. Oder schreiben Sie Ihre Antworten: Das zählt genauso.',
    },
    missing: {
      title: 'Wir haben kein Mikrofon gefunden',
      text: 'Schließen Sie eines an oder schalten Sie Ihr Headset ein, und versuchen Sie es noch einmal. Oder schreiben Sie Ihre Antworten: Das zählt genauso.',
    },
    busy: {
      title: 'Eine andere App benutzt das Mikrofon',
      text: 'Beenden Sie Anrufe und andere Apps, die aufnehmen, und versuchen Sie es noch einmal. Oder schreiben Sie Ihre Antworten: Das zählt genauso.',
    },
    insecure: {
      title: 'Das Mikrofon ist auf dieser Seite gesperrt',
      text: 'Die Seite wurde nicht über eine sichere Verbindung geöffnet. Öffnen Sie den Link aus Ihrer E-Mail noch einmal. Oder schreiben Sie Ihre Antworten: Das zählt genauso.',
    },
    unsupported: {
      title: 'Dieser Browser kann nicht aufnehmen',
      text: 'Öffnen Sie denselben Link in einem neueren Browser. Oder schreiben Sie Ihre Antworten hier: Das zählt genauso.',
    },
    failed: {
      title: 'Das Mikrofon ließ sich nicht starten',
      text: 'Es wurde nichts aufgenommen. Versuchen Sie es noch einmal oder wählen Sie ein anderes Mikrofon. Oder schreiben Sie Ihre Antworten: Das zählt genauso.',
    },
    empty: {
      title: 'Es wurde noch nichts aufgenommen',
      text: 'Drücken Sie „Mit dem Sprechen beginnen“ und sprechen Sie, bevor Sie „Ich bin fertig“ drücken. Oder schreiben Sie Ihre Antwort.',
    },
  },
  practised: 'Das hat geklappt. Nichts davon wurde gespeichert.',
  sending: {
    working: 'Wir sichern Ihre Antwort. Bitte lassen Sie diese Seite offen.',
    parts: '{arrived} von {made} Teilen sind angekommen.',
    waiting: 'Ihre Antwort ist auf diesem Gerät gesichert. Wir senden sie, sobald die Verbindung wieder da ist.',
    memory:
      'Es gibt keine Verbindung. Bitte lassen Sie diese Seite offen: Ohne sie kann dieser Browser Ihre Antwort nicht aufbewahren.',
  },
  offline: 'Im Moment keine Verbindung. Die Aufnahme läuft weiter und wird auf diesem Gerät gesichert.',
  offlineMemory:
    'Im Moment keine Verbindung. Die Aufnahme läuft weiter. Bitte lassen Sie diese Seite offen: Sonst kann dieser Browser sie nicht aufbewahren.',
  memory:
    'Dieser Browser kann keine Aufnahmen aufbewahren. Bitte lassen Sie diese Seite offen, bis Ihre Antwort gesendet ist.',
  listen: {
    play: 'Anhören',
    again: 'Noch einmal anhören',
    stop: 'Anhalten',
    always: 'Jede Frage vorlesen',
  },
  check: {
    title: 'Können wir Sie hören?',
    lead: 'Ein kurzer Test Ihres Mikrofons. Er bleibt auf diesem Gerät.',
    start: 'Mikrofon testen',
    speak: 'Bitte sagen Sie ein, zwei Sätze, zum Beispiel was Sie gefrühstückt haben.',
    record: '5 Sekunden aufnehmen',
    recording: 'Aufnahme läuft: noch {seconds} Sekunden',
    play: 'Aufnahme anhören',
    hint: 'Ist Ihre Stimme klar? Wenn nichts zu hören ist, wählen Sie unten ein anderes Mikrofon oder prüfen Sie die Lautstärke.',
    silent:
      'Auf der Aufnahme ist nichts zu hören. Wählen Sie ein anderes Mikrofon, schalten Sie am Headset die Stummschaltung aus oder gehen Sie näher heran. Nehmen Sie dann noch einmal auf.',
    again: 'Noch einmal aufnehmen',
    good: 'Klingt gut',
  },
};
