// The recruiter's page: what waits for its reader.
import type { InboxMessages } from '../../en/review/inbox.ts';

export const inbox: InboxMessages = {
  title: 'Lo que le espera',
  count: {
    one: '{count} entrevista le espera.',
    other: '{count} entrevistas le esperan, la más antigua primero.',
  },
  empty: 'Ahora mismo no le espera nada.',
  emptyText: 'Recibirá un mensaje en cuanto haya algo.',
  more: 'Hay más de lo que aparece aquí. Se muestra lo más antiguo; el resto avanza según usted decide.',
  filter: 'Mostrar',
  filters: { all: 'Todo', plan: 'Planes', verdict: 'Dictámenes', appeal: 'Revisiones de una decisión' },
  waitsFor: {
    plan: 'Plan: aprobar o cambiar',
    verdict: 'Evaluación: dar un dictamen',
    appeal: 'Decisión: se pide una revisión',
  },
  late: 'Espera: {age}, {over} más que su objetivo',
  inTime: 'Espera: {age}, quedan {left} hasta su objetivo',
  dates: 'Espera desde {since}. Su objetivo: {due}.',
  lengths: {
    minute: { one: '{count} minuto', other: '{count} minutos' },
    hour: { one: '{count} hora', other: '{count} horas' },
    day: { one: '{count} día', other: '{count} días' },
  },
  draft: 'Su borrador está guardado',
  noReference: 'Sin referencia',
  noPosition: 'Puesto no indicado',
  forms: {
    title: 'Lado a lado',
    text: 'Las entrevistas con las mismas preguntas se pueden comparar. Las que tienen otras, no, sean cuales sean sus resultados.',
    compare: { one: '{count} entrevista', other: '{count} entrevistas' },
  },
  needsLink: {
    title: 'Su enlace es para una sola entrevista',
    text: 'Para ver todo lo que le espera, abra el enlace correspondiente en uno de sus mensajes.',
  },
};
