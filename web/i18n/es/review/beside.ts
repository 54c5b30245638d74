// The recruiter's page: what is said of the conversation beside the scores.
import type { BesideMessages } from '../../en/review/beside.ts';

export const beside: BesideMessages = {
  title: 'Sobre la conversación',
  text: 'Nada de esto forma parte de una nota.',
  coverage: 'Se respondió el {share} de las preguntas.',
  talkTime: 'El {share} de las palabras fue de la persona candidata.',
  integrity: 'Para saber',
  integrityText: 'Estas notas no cambian ninguna puntuación.',
  notes: { speaks_to_rater: 'Una respuesta se dirige a quien evalúa. Lo que lo hace no cuenta.' },
  deviations: {
    title: 'En qué se aparta del plan',
    text: 'La conversación la llevó un servicio de voz. Lo que preguntó de otro modo que el previsto no cambia ninguna puntuación.',
    codes: {
      reworded: 'Preguntado con otras palabras que las previstas.',
      left_out: 'Omitido o sin respuesta.',
      added: 'Preguntado sin ser una pregunta ni una repregunta prevista.',
      out_of_order: 'Preguntado antes de su turno.',
      too_many_follow_ups: 'Más repreguntas de las que permite el plan.',
    },
  },
  lateWords: {
    title: 'Dicho en una llamada y conocido después del cierre',
    text: 'Llegó del servicio de voz cuando la conversación ya estaba cerrada. No forma parte de la transcripción ni de ninguna puntuación.',
    by: { interviewer: 'Quien entrevista', candidate: 'Persona candidata' },
  },
};
