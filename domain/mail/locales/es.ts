// The mails to candidates in Spanish.
import { localeOf } from './candidate-mails.ts';

export const spanishMails = localeOf({
  hello: 'Hola, {{candidateName}}:',
  subjects: {
    invitation: 'Su entrevista: {{position}}, {{companyName}}',
    schedule: 'Su entrevista, {{scheduledAt}}: {{position}}, {{companyName}}',
    candidate_reminder: 'Recordatorio de su entrevista: {{position}}, {{companyName}}',
    thank_you: 'Gracias por su entrevista: {{position}}',
    candidate_notice: 'Sobre su entrevista: {{position}}, {{companyName}}',
  },
  invited: '{{companyName}} le invita a una entrevista ({{position}}). Puede empezar cuando le venga bien:',
  scheduled:
    'Su entrevista con {{companyName}} ({{position}}) empieza en esta fecha: {{scheduledAt}}. Abra entonces este enlace:',
  stillOpen: 'Su entrevista con {{companyName}} ({{position}}) sigue abierta. {{detail}}',
  thanks:
    'Gracias por dedicar su tiempo a la entrevista ({{position}}, {{companyName}}). Hemos recibido sus respuestas.',
  next: 'Qué pasa ahora: un sistema de IA escribe una primera valoración de sus respuestas. Personas de {{companyName}} leen las dos cosas, deciden y se ponen en contacto con usted.',
  worksUntil: 'El enlace sirve hasta esta fecha: {{linkExpiresAt}}. Es solo para usted; por favor, no lo comparta.',
  howLong: 'Dura unos {{minutes}} minutos, algo más si hay preguntas adicionales.',
  aboutTheInterview:
    'Un sistema de IA hace las preguntas y escribe una primera valoración de sus respuestas. Personas de {{companyName}} la revisan, y deciden ellas, no la IA.',
  aboutTheSystem:
    '{{companyName}} hace entrevistas con un sistema de IA. Hay personas que revisan lo que hace, y deciden ellas, no la IA.',
  yourChoice:
    'Puede hacer una pausa y volver con el mismo enlace. En cualquier momento puede pedir ayuda o una adaptación, o pedir hablar con una persona en su lugar; las dos cosas están en la sala de la entrevista.',
  unnamed: { candidateName: 'buenos días', position: 'su candidatura', companyName: 'la empresa' },
  contact: {
    reply: 'Si prefiere hablar con una persona, o tiene una pregunta, responda a este mensaje.',
    company:
      'Este mensaje se ha enviado automáticamente y nadie lee las respuestas. Si prefiere hablar con una persona, póngase en contacto con {{companyName}} o pida ayuda en la sala de la entrevista.',
  },
  reminders: {
    APPROVED: 'Todavía no ha empezado; puede hacerlo cuando le venga bien:',
    SCHEDULED: 'Empieza en esta fecha: {{scheduledAt}}. Abra entonces este enlace:',
    IN_PROGRESS: 'Ya ha empezado y puede continuar donde lo dejó:',
  },
  notices: {
    opted_out:
      'Usted ha pedido hablar con una persona. {{companyName}} ya lo sabe y se pondrá en contacto con usted. Su entrevista con el sistema de IA ha terminado ({{position}}), y no se evalúa nada de ella.',
    withdrawn:
      'Usted se ha retirado de la entrevista ({{position}}). Ha terminado, y no se evalúa nada de ella. Gracias por avisar a {{companyName}}.',
    consent_withdrawn:
      'Usted ha retirado su consentimiento para la entrevista ({{position}}). No se hacen más preguntas, y no se evalúa nada de lo que dijo. {{companyName}} ya lo sabe.',
    consent_withdrawn_late:
      'Usted ha retirado su consentimiento para la entrevista ({{position}}). Lo que dijo no se usa más; lo que unas personas decidieron antes sigue en pie. {{companyName}} ya lo sabe.',
    erasure_requested:
      'Usted ha pedido que se borren sus datos de la entrevista ({{position}}). {{companyName}} ya lo sabe y decide; la ley puede exigir que algunos datos se guarden durante un tiempo.',
    appeal_upheld:
      'Usted pidió que se revisara la decisión sobre su entrevista ({{position}}). Una persona de {{companyName}} ha vuelto a mirar la entrevista y lo que usted escribió: la decisión se mantiene. Si quiere saber más, póngase en contacto con {{companyName}}.',
    appeal_changed:
      'Usted pidió que se revisara la decisión sobre su entrevista ({{position}}). Una persona de {{companyName}} ha vuelto a mirar la entrevista y lo que usted escribió, y ha cambiado la decisión. {{companyName}} le dirá qué sigue.',
    invitation_expired:
      'El plazo para empezar su entrevista ha terminado ({{position}}), y el enlace ya no sirve. Si todavía quiere hacer la entrevista, póngase en contacto con {{companyName}}.',
    no_show:
      'Su entrevista estaba prevista para esta fecha: {{scheduledAt}} ({{position}}). No ha empezado, y el enlace ya no sirve. Si le surgió algo y todavía quiere hacer la entrevista, póngase en contacto con {{companyName}}.',
    no_answers:
      'El tiempo de su entrevista ha terminado ({{position}}), y no ha llegado ninguna respuesta. Si algo se lo impidió y todavía quiere hacer la entrevista, póngase en contacto con {{companyName}}.',
    failed:
      'Su entrevista ha terminado por un motivo técnico ({{position}}), sin culpa suya. {{companyName}} ya lo sabe y se pondrá en contacto con usted.',
    cancelled:
      '{{companyName}} ha cancelado su entrevista ({{position}}). El enlace ya no sirve, y usted no tiene que hacer nada.',
  },
});
