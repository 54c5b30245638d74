// The recruiter's page: the decision on an assessment, from its form until it is told, and the review of one.
import type { DecidingMessages } from '../../en/review/deciding.ts';

export const deciding: DecidingMessages = {
  table: {
    title: 'Valoraciones',
    competency: 'Competencia',
    own: 'Usted',
    proposed: 'Propuesta',
    notYet: 'aún no',
    passed: 'sin',
    hidden: 'oculta',
    noScore: 'sin nota',
  },
  decision: {
    title: 'Su decisión',
    verdict: 'Dictamen',
    proposedTag: 'propuesto',
    choose: 'Elegir un dictamen',
    approve: 'Aprobar como {verdict}',
    reasons: 'El sistema propone {verdict}. ¿Por qué decide otra cosa?',
    note: 'Nota (opcional)',
    hidden: 'Valore antes cada competencia o mire su propuesta: si se aparta de ella o no forma parte del expediente.',
    verdictNeeded: 'Elija un dictamen.',
    reasonNeeded: 'Elija al menos un motivo.',
    unsent: 'Lo que había escrito y no se envió:',
  },
  status: {
    saved: 'Borrador guardado',
    saving: 'Guardando su borrador…',
    unsaved: 'Borrador aún sin guardar: no hay conexión, seguimos intentándolo',
  },
  undo: {
    left: { one: 'Se envía en {count} segundo.', other: 'Se envía en {count} segundos.' },
    leaving: 'Si deja esta página antes, no se envía nada y su borrador se conserva.',
    undo: 'Deshacer',
    now: 'Enviar ahora',
    sending: 'Enviando su decisión…',
  },
  later: {
    act: 'Decidir más tarde',
    kept: 'Su borrador se conserva, y el mismo enlace lo abre otra vez.',
    reminder: 'Se lo recordamos el {at}.',
    noReminder: 'No hay más recordatorios.',
  },
  reject: {
    open: 'Rechazar la evaluación…',
    title: '¿Rechazar esta evaluación?',
    text: 'Esto dice que la evaluación no debe usarse en absoluto. La entrevista termina sin dictamen.',
    reason: '¿Por qué? (necesario)',
    empty: 'Diga por qué.',
    act: 'Rechazar la evaluación',
  },
  noEvidenceOpened: {
    title: 'No ha abierto ninguna prueba',
    text: 'No ha desplegado una respuesta, ni ha ido a una cita, ni ha escuchado una grabación. Si decide de todos modos, se anota junto a su decisión.',
    back: 'Mirar las pruebas',
    decide: 'Decidir de todos modos',
  },
  refused: {
    stale:
      'Entretanto la evaluación se hizo de nuevo, y esta es la nueva (revisión {number}). No se envió nada. Lo que eligió y escribió se conserva: mire si sigue valiendo.',
    decided: 'Ya estaba decidido antes de que esto llegara: abajo ve qué, y por quién. No se cambió nada más.',
    hidden: 'No se envió nada: valore antes cada competencia o mire su propuesta.',
    noEvidence: 'No se envió nada: no se abrió ninguna prueba.',
    reason: 'No se envió nada: su dictamen se aparta del propuesto, elija por qué.',
    noAppeal: 'No se envió nada: la petición de revisión ya no está.',
    firstDecider: 'No se envió nada: la primera decisión fue suya, y hay otra persona que puede revisarla.',
    sameVerdict: 'No se envió nada: este dictamen ya es el que vale. Elija otro, o que la decisión se mantiene.',
    appealReason: 'No se envió nada: elija por qué se cambia la decisión.',
    unnamed:
      'No se envió nada: una revisión nombra a quien decidió, y este enlace no se hizo para nadie en concreto. Pida un enlace propio.',
    offline:
      'No llegó respuesta: puede que haya llegado o que no. Lo que eligió se conserva: si abajo aún se espera una decisión, inténtelo otra vez.',
    other: 'Algo ha fallado y no se envió nada. Lo que eligió se conserva: inténtelo otra vez.',
  },
  next: {
    ASSESSMENT_APPROVED:
      'Esta entrevista está decidida. Se avisa a quien la encargó, y la persona candidata puede pedir una revisión. No tiene que hacer nada.',
    /** Once the candidate has asked for a review and that is decided as well. */
    reviewed:
      'Esta entrevista está decidida, y también la revisión que pidió la persona candidata. Se avisa a quien la encargó. No tiene que hacer nada.',
    ASSESSMENT_REJECTED: 'La evaluación se rechazó y la entrevista terminó sin dictamen. Se avisa a quien la encargó.',
  },
  appeal: {
    title: 'Se pide otra revisión',
    asked: 'Pedida el {at}. Estas son las palabras de la persona candidata:',
    firstDecider: 'La primera decisión fue suya',
    firstDeciderText:
      'Quien tomó la primera decisión no puede decidir sobre la revisión mientras haya otra persona que pueda hacerlo. Las demás han recibido un enlace; no tiene que hacer nada.',
    past: 'Se pidió una revisión de la decisión: {state}.',
    states: { open: 'aún sin decidir', upheld: 'la decisión se mantiene', changed: 'la decisión se cambió' },
    decide: 'Su revisión',
    outcome: 'Resultado',
    outcomes: {
      upheld: { name: 'La decisión se mantiene', meaning: 'Ha mirado de nuevo y llega a lo mismo.' },
      changed: { name: 'La decisión se cambia', meaning: 'Un nuevo dictamen queda junto al primero.' },
    },
    newVerdict: 'Nuevo dictamen',
    reasons: '¿Por qué se cambia la decisión?',
    note: 'Motivo (necesario)',
    noteHint: 'Diga qué miró y cómo llega a ello.',
    noteNeeded: 'Diga por qué.',
    outcomeNeeded: 'Elija un resultado.',
    choose: 'Elegir un resultado',
    uphold: 'Mantener la decisión',
    change: 'Cambiar la decisión a {verdict}',
  },
};
