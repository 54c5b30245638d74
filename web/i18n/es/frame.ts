// What the frame around every screen says: bar, status, clock, ways out, trouble.
import type { FrameMessages } from '../en/frame.ts';

export const frame: FrameMessages = {
  title: 'Entrevista',
  help: 'Ayuda y opciones',
  close: 'Cerrar',
  back: 'Volver',
  goOn: 'Continuar',
  tryAgain: 'Intentar de nuevo',
  working: 'Un momento…',
  employer: 'la empresa',
  status: {
    saved: 'Guardado',
    saving: 'Guardando…',
    offline: 'Aún sin guardar: no hay conexión, seguimos intentándolo',
    back: 'La conexión ha vuelto',
  },
  progress: 'Pregunta {question} de {questions}',
  clock: {
    about: { one: 'queda {count} minuto más o menos', other: 'quedan unos {count} minutos' },
    exact: 'quedan {time}',
    paused: 'El tiempo está en pausa',
    over: 'El tiempo previsto ha terminado. Todavía puede enviar esta respuesta.',
    announced: { one: 'Queda {count} minuto', other: 'Quedan {count} minutos' },
  },
};
