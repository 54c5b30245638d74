// The mails to candidates in French. The company stands where nothing before it would have to be elided.
import { localeOf } from './candidate-mails.ts';

export const frenchMails = localeOf({
  hello: 'Bonjour {{candidateName}},',
  subjects: {
    invitation: 'Votre entretien : {{position}}, {{companyName}}',
    schedule: 'Votre entretien, {{scheduledAt}} : {{position}}, {{companyName}}',
    candidate_reminder: 'Rappel de votre entretien : {{position}}, {{companyName}}',
    thank_you: 'Merci pour votre entretien : {{position}}',
    candidate_notice: 'À propos de votre entretien : {{position}}, {{companyName}}',
  },
  invited:
    '{{companyName}} vous invite à un entretien ({{position}}). Vous pouvez commencer quand cela vous convient :',
  scheduled:
    'Votre entretien avec {{companyName}} ({{position}}) commence à cette date : {{scheduledAt}}. Ouvrez alors ce lien :',
  stillOpen: 'Votre entretien avec {{companyName}} ({{position}}) vous attend toujours. {{detail}}',
  thanks:
    'Merci d’avoir pris le temps de passer cet entretien ({{position}}, {{companyName}}). Vos réponses sont bien arrivées.',
  next: 'La suite : un système d’IA rédige une première évaluation de vos réponses. Des personnes chez {{companyName}} lisent les deux, décident et prennent contact avec vous.',
  worksUntil:
    'Le lien est valable jusqu’à cette date : {{linkExpiresAt}}. Il est destiné à vous seul : merci de ne pas le transmettre.',
  howLong: 'Il dure environ {{minutes}} minutes, un peu plus si des questions complémentaires sont posées.',
  aboutTheInterview:
    'Un système d’IA pose les questions et rédige une première évaluation de vos réponses. Des personnes chez {{companyName}} la vérifient, et ce sont elles qui décident, pas l’IA.',
  aboutTheSystem:
    '{{companyName}} mène des entretiens avec un système d’IA. Des personnes vérifient ce qu’il fait, et ce sont elles qui décident, pas l’IA.',
  yourChoice:
    'Vous pouvez faire une pause et revenir avec le même lien. Vous pouvez à tout moment demander de l’aide ou un aménagement, ou demander à parler plutôt à une personne ; les deux se trouvent dans la salle d’entretien.',
  unnamed: { candidateName: 'Madame, Monsieur', position: 'votre candidature', companyName: 'l’employeur' },
  contact: {
    reply: 'Si vous préférez parler à une personne, ou si vous avez une question, répondez à ce message.',
    company:
      'Ce message a été envoyé automatiquement, et personne ne lit les réponses. Si vous préférez parler à une personne, contactez {{companyName}} ou demandez de l’aide dans la salle d’entretien.',
  },
  reminders: {
    APPROVED: 'Vous n’avez pas encore commencé ; vous pouvez le faire quand cela vous convient :',
    SCHEDULED: 'Il commence à cette date : {{scheduledAt}}. Ouvrez alors ce lien :',
    IN_PROGRESS: 'Vous avez commencé et pouvez continuer là où vous vous êtes arrêté :',
  },
  notices: {
    opted_out:
      'Vous avez demandé à parler plutôt à une personne. {{companyName}} en est informé et prendra contact avec vous. Votre entretien avec le système d’IA est terminé ({{position}}), et rien n’en est évalué.',
    withdrawn:
      'Vous vous êtes retiré de l’entretien ({{position}}). Il est terminé, et rien n’en est évalué. Merci d’avoir prévenu {{companyName}}.',
    consent_withdrawn:
      'Vous avez retiré votre consentement à l’entretien ({{position}}). Plus aucune question n’est posée, et rien de ce que vous avez dit n’est évalué. {{companyName}} en est informé.',
    consent_withdrawn_late:
      'Vous avez retiré votre consentement à l’entretien ({{position}}). Ce que vous avez dit n’est plus utilisé ; ce que des personnes ont décidé avant reste valable. {{companyName}} en est informé.',
    erasure_requested:
      'Vous avez demandé l’effacement de vos données de l’entretien ({{position}}). {{companyName}} en est informé et décide ; la loi peut exiger que certaines données soient conservées un certain temps.',
    appeal_upheld:
      'Vous avez demandé que la décision sur votre entretien soit revue ({{position}}). Une personne chez {{companyName}} a réexaminé l’entretien et ce que vous avez écrit : la décision est maintenue. Pour en savoir plus, contactez {{companyName}}.',
    appeal_changed:
      'Vous avez demandé que la décision sur votre entretien soit revue ({{position}}). Une personne chez {{companyName}} a réexaminé l’entretien et ce que vous avez écrit, et a changé la décision. {{companyName}} vous dira ce qui en découle.',
    invitation_expired:
      'Le délai pour commencer votre entretien est passé ({{position}}), et le lien n’est plus valable. Si vous souhaitez encore passer l’entretien, contactez {{companyName}}.',
    no_show:
      'Votre entretien était prévu à cette date : {{scheduledAt}} ({{position}}). Il n’a pas commencé, et le lien n’est plus valable. Si vous avez eu un empêchement et souhaitez encore passer l’entretien, contactez {{companyName}}.',
    no_answers:
      'Le temps prévu pour votre entretien est passé ({{position}}), et aucune réponse n’est arrivée. Si quelque chose vous a gêné et que vous souhaitez encore passer l’entretien, contactez {{companyName}}.',
    failed:
      'Votre entretien s’est arrêté pour une raison technique ({{position}}) ; vous n’y êtes pour rien. {{companyName}} en est informé et prendra contact avec vous.',
    cancelled:
      '{{companyName}} a annulé votre entretien ({{position}}). Le lien n’est plus valable, et vous n’avez rien à faire.',
  },
});
