// What the screen of a conversation says that is held outside, in German.
import type { CallMessages } from '../en/call.ts';

export const call: CallMessages = {
  joiningTitle: 'Sie werden verbunden',
  talkingTitle: 'Das Interview läuft',
  heldBy: 'Ein KI-System stellt die Fragen. Das Gespräch findet im Dienst „{provider}“ statt.',
  listening: 'Wir hören zu',
  captions: 'Was gerade gesagt wird',
  interviewer: 'Interview:',
  you: 'Sie:',
  mute: 'Mikrofon stummschalten',
  unmute: 'Mikrofon einschalten',
  muted: 'Ihr Mikrofon ist aus: Niemand kann Sie hören.',
  type: 'Lieber tippen',
  end: 'Gespräch beenden',
  savingTitle: 'Wir speichern, was Sie gesagt haben',
  savingText: 'Das dauert einen Moment. Die Uhr steht still. Sie können auch durch Tippen weitermachen.',
  readyTitle: 'Bereit zum Sprechen?',
  readyText: 'Es wurde noch nichts gesagt. Die Uhr steht still, bis Sie beginnen.',
  leftTitle: 'Das Gespräch wurde unterbrochen',
  leftText:
    'Was Sie gesagt haben, ist gespeichert. {left} von {questions} Fragen sind noch offen. Die Uhr steht still, bis Sie weitermachen.',
  failed: {
    title: 'Wir konnten Sie nicht verbinden',
    text: 'Der Dienst, der das Gespräch führt, hat nicht geantwortet. Versuchen Sie es noch einmal, oder tippen Sie Ihre Antworten: Das zählt genauso viel.',
  },
  before:
    'Sie hören die Fragen und antworten mündlich. Sie können jederzeit Ihr Mikrofon stummschalten, das Gespräch beenden oder lieber tippen.',
  goOn: 'Weitersprechen',
};
