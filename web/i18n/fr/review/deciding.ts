// The recruiter's page: the decision on an assessment, from its form until it is told, and the review of one.
import type { DecidingMessages } from '../../en/review/deciding.ts';

export const deciding: DecidingMessages = {
  table: {
    title: 'Évaluations',
    competency: 'Compétence',
    own: 'Vous',
    proposed: 'Proposé',
    notYet: 'pas encore',
    passed: 'sans',
    hidden: 'caché',
    noScore: 'aucune',
  },
  decision: {
    title: 'Votre décision',
    verdict: 'Avis',
    proposedTag: 'proposé',
    choose: 'Choisir un avis',
    approve: 'Approuver : {verdict}',
    reasons: 'Le système propose {verdict}. Pourquoi décidez-vous autrement ?',
    note: 'Note (facultative)',
    hidden:
      'Évaluez d’abord chaque compétence ou regardez sa proposition : que vous vous en écartiez ou non fait partie du dossier.',
    verdictNeeded: 'Veuillez choisir un avis.',
    reasonNeeded: 'Veuillez choisir au moins une raison.',
    unsent: 'Ce que vous aviez écrit, et qui n’a pas été envoyé :',
  },
  status: {
    saved: 'Brouillon enregistré',
    saving: 'Enregistrement du brouillon…',
    unsaved: 'Brouillon pas encore enregistré : pas de connexion, nous continuons d’essayer',
  },
  undo: {
    left: { one: 'Envoi dans {count} seconde.', other: 'Envoi dans {count} secondes.' },
    leaving: 'Si vous quittez la page avant, rien n’est envoyé et votre brouillon est conservé.',
    undo: 'Annuler',
    now: 'Envoyer maintenant',
    sending: 'Envoi de votre décision…',
  },
  later: {
    act: 'Décider plus tard',
    kept: 'Votre brouillon est conservé, et le même lien le rouvre.',
    reminder: 'Nous vous le rappelons le {at}.',
    noReminder: 'Il n’y a pas d’autre rappel.',
  },
  reject: {
    open: 'Rejeter l’évaluation…',
    title: 'Rejeter cette évaluation ?',
    text: 'Cela dit que l’évaluation ne doit pas servir du tout. L’entretien se termine sans avis.',
    reason: 'Pourquoi ? (nécessaire)',
    empty: 'Veuillez dire pourquoi.',
    act: 'Rejeter l’évaluation',
  },
  noEvidenceOpened: {
    title: 'Vous n’avez ouvert aucun élément',
    text: 'Vous n’avez ni déplié une réponse, ni suivi une citation, ni écouté un enregistrement. Si vous décidez quand même, cela est noté avec votre décision.',
    back: 'Regarder les éléments',
    decide: 'Décider quand même',
  },
  refused: {
    stale:
      'L’évaluation a été refaite entre-temps, et voici la nouvelle (version {number}). Rien n’a été envoyé. Ce que vous avez choisi et écrit est conservé : vérifiez si cela tient encore.',
    decided:
      'La décision était prise avant que ceci n’arrive : vous voyez plus bas laquelle, et par qui. Rien d’autre n’a été changé.',
    hidden: 'Rien n’a été envoyé : évaluez d’abord chaque compétence ou regardez sa proposition.',
    noEvidence: 'Rien n’a été envoyé : aucun élément n’a été ouvert.',
    reason: 'Rien n’a été envoyé : votre avis s’écarte de celui proposé, choisissez pourquoi.',
    noAppeal: 'Rien n’a été envoyé : la demande de réexamen n’est plus là.',
    firstDecider: 'Rien n’a été envoyé : la première décision était la vôtre, et quelqu’un d’autre peut la réexaminer.',
    sameVerdict: 'Rien n’a été envoyé : c’est l’avis qui vaut déjà. Choisissez-en un autre, ou que la décision reste.',
    appealReason: 'Rien n’a été envoyé : choisissez pourquoi la décision est changée.',
    unnamed:
      'Rien n’a été envoyé : un réexamen nomme qui a décidé, et ce lien n’a été fait pour personne en particulier. Demandez un lien à votre nom.',
    offline:
      'Aucune réponse n’est venue : c’est peut-être arrivé, peut-être pas. Vos choix sont conservés : si une décision est encore attendue plus bas, veuillez réessayer.',
    other: 'Un problème est survenu, et rien n’a été envoyé. Vos choix sont conservés : veuillez réessayer.',
  },
  next: {
    ASSESSMENT_APPROVED:
      'La décision sur cet entretien est prise. Qui l’a commandé est prévenu, et la personne candidate peut demander un réexamen. Vous n’avez rien à faire.',
    /** Once the candidate has asked for a review and that is decided as well. */
    reviewed:
      'La décision sur cet entretien est prise, et le réexamen que la personne candidate avait demandé est tranché. Qui l’a commandé est prévenu. Vous n’avez rien à faire.',
    ASSESSMENT_REJECTED:
      'L’évaluation a été rejetée, et l’entretien s’est terminé sans avis. Qui l’a commandé est prévenu.',
  },
  appeal: {
    title: 'Un réexamen est demandé',
    asked: 'Demandé le {at}. Voici les mots de la personne candidate :',
    firstDecider: 'La première décision était la vôtre',
    firstDeciderText:
      'Qui a pris la première décision ne peut pas décider du réexamen tant que quelqu’un d’autre peut le faire. Les autres ont reçu un lien ; vous n’avez rien à faire.',
    past: 'Un réexamen de la décision a été demandé : {state}.',
    states: { open: 'pas encore décidé', upheld: 'la décision reste', changed: 'la décision a été changée' },
    decide: 'Votre réexamen',
    outcome: 'Issue',
    outcomes: {
      upheld: { name: 'La décision reste', meaning: 'Vous avez regardé à nouveau et concluez de même.' },
      changed: { name: 'La décision change', meaning: 'Un nouvel avis se place à côté du premier.' },
    },
    newVerdict: 'Nouvel avis',
    reasons: 'Pourquoi la décision est-elle changée ?',
    note: 'Raison (nécessaire)',
    noteHint: 'Dites ce que vous avez regardé et comment vous y arrivez.',
    noteNeeded: 'Veuillez dire pourquoi.',
    outcomeNeeded: 'Veuillez choisir une issue.',
    choose: 'Choisir une issue',
    uphold: 'Maintenir la décision',
    change: 'Changer la décision : {verdict}',
  },
};
