// The recruiter's page: what stands around every screen, and dead links.
import type { FrameMessages } from '../../en/review/frame.ts';

export const frame: FrameMessages = {
  title: 'Examen d’un entretien',
  language: 'Langue de cette page',
  inbox: 'Votre boîte',
  toInbox: 'Retour à ce qui vous attend',
  close: 'Fermer',
  tryAgain: 'Réessayer',
  working: 'Un instant…',
  nothingWaits: 'Rien n’attend ici de décision de votre part pour le moment.',
  decisions: 'Décidé jusqu’ici',
  decidedBy: 'par {who}, {at}',
  proposedWas: 'Le système avait proposé : {verdict}.',
  kinds: {
    approvePlan: 'Plan approuvé',
    rejectPlan: 'Plan refusé',
    revisePlan: 'Plan renvoyé pour modification',
    approveAssessment: 'Avis',
    rejectAssessment: 'Évaluation rejetée',
    decideAppeal: 'Réexamen de la décision',
  },
  actors: {
    RECRUITER: 'une personne chargée de l’examen',
    API: 'un autre système',
    ATS: 'le logiciel de candidatures',
    SYSTEM: 'le système',
  },
  verdicts: {
    STRONG_HIRE: { name: 'STRONG HIRE', meaning: 'Nettement plus que ce que le poste demande.' },
    HIRE: { name: 'HIRE', meaning: 'Fait le travail comme attendu.' },
    MAYBE: { name: 'MAYBE', meaning: 'Proche : un point devrait d’abord être éclairci.' },
    NO_HIRE: { name: 'NO HIRE', meaning: 'Reste en deçà de ce que le poste exige.' },
  },
  reasons: {
    evidence_weighed_differently: 'Je pèse les éléments autrement',
    further_evidence: 'J’en sais plus que ce que montre l’entretien',
    assessment_mistaken: 'L’évaluation se trompe',
    other: 'Une autre raison',
  },
  states: {
    RECEIVED: 'La demande est arrivée. Le plan se prépare.',
    INFO_NEEDED: 'Il manque quelque chose dans la demande. La personne qui l’a envoyée a été interrogée.',
    VALIDATING_SKILLS: 'La demande est en cours de vérification.',
    GENERATING_PLAN: 'Le plan est en cours de rédaction.',
    PENDING: 'Le plan attend une décision.',
    APPROVED: 'Le plan est approuvé. L’invitation est en cours d’envoi.',
    SCHEDULED: 'L’invitation est envoyée, l’entretien n’a pas commencé.',
    IN_PROGRESS: 'L’entretien est en cours.',
    COMPLETED: 'L’entretien est terminé. L’évaluation se prépare.',
    ASSESSMENT_PENDING: 'L’évaluation attend une décision.',
    ASSESSMENT_APPROVED: 'La décision sur cet entretien est prise.',
    REJECTED: 'Cet entretien s’est terminé sans avis.',
    CANCELLED: 'Cet entretien a été annulé.',
  },
  dead: {
    unknown: {
      title: 'Il n’y a rien ici pour ce lien',
      text: 'Nous ne connaissons pas ce lien, ou il n’appartient pas à cet entretien. Il en manque peut-être une partie : rouvrez-le depuis votre message ou copiez-le en entier.',
    },
    expired: { title: 'Ce lien a expiré', text: 'Sa durée de validité est passée. Cela n’a rien décidé.' },
    revoked: {
      title: 'Ce lien a été retiré',
      text: 'La personne qui l’a envoyé l’a retiré, ou l’on ne vous demande plus de décider ici.',
    },
    ended: { title: 'Cet entretien est terminé', text: 'Il n’y a plus rien à décider avec ce lien.' },
    erased: {
      title: 'Cet entretien a été effacé',
      text: 'Ce qui a été dit et ce que l’on savait de la personne n’existe plus. Il n’y a plus rien à montrer.',
    },
    closed: {
      title: 'Rouvrez votre lien',
      text: 'Ce navigateur ne sait plus ce qui vous a été envoyé. Rien n’est perdu : rouvrez le lien depuis votre message.',
    },
    ask: 'Si cela vous semble faux, répondez au message dans lequel vous avez reçu le lien.',
  },
  trouble: {
    title: 'Un problème est survenu',
    text: 'C’est de notre faute, pas de la vôtre. Rien n’a été décidé, et ce qui était enregistré est en sécurité.',
    offline: 'Il n’y a pas de connexion pour le moment. Nous continuons d’essayer, vous n’avez rien à faire.',
    reference: 'Si vous demandez de l’aide, donnez ce numéro : {id}',
  },
};
