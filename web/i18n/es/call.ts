// What the screen of a conversation says that is held outside, in Spanish.
import type { CallMessages } from '../en/call.ts';

export const call: CallMessages = {
  joiningTitle: 'Conectando',
  talkingTitle: 'La entrevista está en curso',
  heldBy: 'Un sistema de IA hace las preguntas. La conversación tiene lugar en el servicio «{provider}».',
  listening: 'Le escuchamos',
  captions: 'Lo que se está diciendo',
  interviewer: 'Entrevista:',
  you: 'Usted:',
  mute: 'Silenciar mi micrófono',
  unmute: 'Activar mi micrófono',
  muted: 'Su micrófono está apagado: nadie puede oírle.',
  type: 'Prefiero escribir',
  end: 'Terminar la conversación',
  savingTitle: 'Estamos guardando lo que ha dicho',
  savingText: 'Tarda un momento. El reloj está parado. También puede seguir escribiendo.',
  readyTitle: '¿Listo para hablar?',
  readyText: 'Todavía no se ha dicho nada. El reloj está parado hasta que empiece.',
  leftTitle: 'La conversación se interrumpió',
  leftText:
    'Lo que ha dicho está guardado. Quedan {left} de {questions} preguntas. El reloj está parado hasta que siga.',
  failed: {
    title: 'No hemos podido conectarle',
    text: 'El servicio que mantiene la conversación no ha respondido. Inténtelo de nuevo o escriba sus respuestas: cuenta exactamente igual.',
  },
  before:
    'Usted oye las preguntas y responde hablando. Puede silenciar su micrófono, terminar la conversación o escribir en cualquier momento.',
  goOn: 'Seguir hablando',
};
