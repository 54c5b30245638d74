// The recruiter's page: what stands around every screen, and dead links.
import type { FrameMessages } from '../../en/review/frame.ts';

export const frame: FrameMessages = {
  title: 'Revisión de una entrevista',
  language: 'Idioma de esta página',
  inbox: 'Su bandeja',
  toInbox: 'Volver a lo que le espera',
  close: 'Cerrar',
  tryAgain: 'Intentarlo otra vez',
  working: 'Un momento…',
  nothingWaits: 'Por ahora nada espera aquí una decisión suya.',
  decisions: 'Decidido hasta ahora',
  decidedBy: 'por {who}, {at}',
  proposedWas: 'El sistema había propuesto: {verdict}.',
  kinds: {
    planApproved: 'Plan aprobado',
    planRejected: 'Plan rechazado',
    planRevisionRequested: 'Plan devuelto para cambios',
    assessmentApproved: 'Dictamen',
    assessmentRejected: 'Evaluación rechazada',
    appealDecided: 'Revisión de la decisión',
  },
  actors: {
    recruiter: 'una persona revisora',
    integrator: 'otro sistema',
    operator: 'la operación',
    system: 'el sistema',
    candidate: 'la persona candidata',
  },
  verdicts: {
    STRONG_HIRE: { name: 'STRONG HIRE', meaning: 'Claramente más de lo que pide el puesto.' },
    HIRE: { name: 'HIRE', meaning: 'Hace el trabajo como se espera.' },
    MAYBE: { name: 'MAYBE', meaning: 'Cerca: antes conviene aclarar algo.' },
    NO_HIRE: { name: 'NO HIRE', meaning: 'No llega a lo que el puesto necesita.' },
  },
  reasons: {
    evidence_weighed_differently: 'Valoro las pruebas de otra manera',
    further_evidence: 'Sé más de lo que muestra la entrevista',
    assessment_mistaken: 'La evaluación se equivoca',
    other: 'Otro motivo',
  },
  states: {
    RECEIVED: 'La solicitud ha llegado. Se prepara el plan.',
    INFO_NEEDED: 'Falta algo en la solicitud. Se ha preguntado a quien la envió.',
    VALIDATING_SKILLS: 'La solicitud se está comprobando.',
    GENERATING_PLAN: 'El plan se está redactando.',
    PENDING: 'El plan espera una decisión.',
    APPROVED: 'El plan está aprobado. Se envía la invitación.',
    SCHEDULED: 'La invitación está enviada y la entrevista no ha empezado.',
    IN_PROGRESS: 'La entrevista está en curso.',
    COMPLETED: 'La entrevista ha terminado. Se prepara la evaluación.',
    ASSESSMENT_PENDING: 'La evaluación espera una decisión.',
    ASSESSMENT_APPROVED: 'Esta entrevista está decidida.',
    REJECTED: 'Esta entrevista terminó sin dictamen.',
    CANCELLED: 'Esta entrevista se ha cancelado.',
  },
  dead: {
    unknown: {
      title: 'No hay nada aquí para este enlace',
      text: 'No conocemos este enlace, o no pertenece a esta entrevista. Quizá falte una parte: ábralo otra vez desde su mensaje o cópielo entero.',
    },
    expired: {
      title: 'Este enlace ha caducado',
      text: 'El tiempo en que sirve ha pasado. Con ello no se ha decidido nada.',
    },
    revoked: {
      title: 'Este enlace se ha retirado',
      text: 'Quien lo envió lo ha retirado, o ya no se le pide decidir aquí.',
    },
    ended: { title: 'Esta entrevista ha terminado', text: 'Con este enlace ya no hay nada que decidir.' },
    erased: {
      title: 'Esta entrevista se ha borrado',
      text: 'Lo que se dijo y lo que se sabía de la persona ya no existe. No queda nada que mostrar.',
    },
    closed: {
      title: 'Abra su enlace otra vez',
      text: 'Este navegador ya no sabe qué se le envió. No se ha perdido nada: abra otra vez el enlace de su mensaje.',
    },
    ask: 'Si cree que es un error, responda al mensaje en el que recibió el enlace.',
  },
  trouble: {
    title: 'Algo ha fallado',
    text: 'Es culpa nuestra, no suya. No se ha decidido nada, y lo que había guardado está a salvo.',
    offline: 'Por ahora no hay conexión. Seguimos intentándolo, no tiene que hacer nada.',
    reference: 'Si pide ayuda, dé este número: {id}',
  },
};
