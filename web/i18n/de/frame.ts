// What the frame around every screen says: bar, status, clock, ways out, trouble.
import type { FrameMessages } from '../en/frame.ts';

export const frame: FrameMessages = {
  title: 'Interview',
  help: 'Hilfe und Optionen',
  close: 'Schließen',
  back: 'Zurück',
  goOn: 'Weiter',
  tryAgain: 'Noch einmal versuchen',
  working: 'Einen Moment …',
  employer: 'das Unternehmen',
  status: {
    saved: 'Gespeichert',
    saving: 'Wird gespeichert …',
    offline: 'Noch nicht gespeichert: keine Verbindung, wir versuchen es weiter',
    back: 'Die Verbindung ist wieder da',
  },
  progress: 'Frage {question} von {questions}',
  clock: {
    about: { one: 'noch etwa {count} Minute', other: 'noch etwa {count} Minuten' },
    exact: 'noch {time}',
    paused: 'Die Uhr steht still',
    over: 'Die geplante Zeit ist um. Diese Antwort können Sie noch senden.',
    announced: { one: 'Noch {count} Minute', other: 'Noch {count} Minuten' },
  },
};
