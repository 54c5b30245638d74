// The recruiter's page: the plan that waits for a decision.
import type { ReviewMessages } from '../../en/review/all.ts';

export const plan: ReviewMessages['plan'] = {
  title: 'Plan d’entretien',
  facts: {
    revision: 'Version {number}',
    competencies: { one: '{count} compétence', other: '{count} compétences' },
    questions: { one: '{count} question', other: '{count} questions' },
    minutes: { one: 'environ {count} minute sans relances', other: 'environ {count} minutes sans relances' },
  },
  jump: 'Aller à votre décision',
  changes: {
    show: 'Montrer ce qui a changé depuis la version {number}',
    new: 'Nouveau',
    changed: 'Modifié',
    gone: 'Supprimé depuis la version {number}',
    added: 'ajouté :',
    removed: 'retiré :',
    end: 'fin de la modification',
    weightBefore: 'avant : {count}',
    timeBefore: 'avant : {time}',
    placeBefore: 'avant : question {number}',
  },
  uncovered: {
    title: 'Non couvert',
    text: 'Cela a été demandé, et le plan ne l’évalue pas et ne pose pas de question à ce sujet :',
    none: 'Tout ce qui a été demandé est évalué ou fait l’objet d’une question.',
  },
  warning: {
    title: 'À regarder',
    count: {
      one: '{count} remarque des contrôles, près de la partie concernée',
      other: '{count} remarques des contrôles, près des parties concernées',
    },
    doubtful: 'Touche peut-être à un sujet protégé. N’approuvez que s’il s’agit du travail.',
    anchors: 'Cette description d’une note demande d’autres mots.',
    left_out: 'Retiré, car cela ne peut pas être demandé.',
    replaced: 'Remplacé, car cela ne peut être ni demandé ni évalué. Faites-le reformuler si le plan en a besoin.',
    too_long: 'L’entretien dure plus longtemps que voulu.',
    too_short: 'L’entretien est plus court que voulu.',
    about: '« {phrase} »',
  },
  competencies: {
    title: 'Ce qui est évalué',
    weight: 'Poids {count} sur 100',
    required: 'Exigé : une note inférieure à {count} abaisse l’avis proposé',
    anchors: 'Ce que signifie chaque note',
    all: 'Afficher le sens de toutes les notes',
    none: 'Masquer le sens des notes',
    score: 'Note {level}',
    evidence: {
      one: 'Une note de 4 ou 5 demande {count} élément de preuve.',
      other: 'Une note de 4 ou 5 demande {count} éléments de preuve.',
    },
    never: 'Ne compte jamais : {list}.',
  },
  questions: {
    title: 'Ce qui est demandé',
    question: 'Question {number}',
    about: 'Au sujet de : {list}',
    minutes: '{count} min',
    probes: 'Relances possibles',
    greeting: 'Ce qui est dit au début',
    closing: 'À la fin',
  },
  thresholds:
    'Sur 100 points, {strongHire} ou plus sont proposés comme un oui ferme, {hire} comme un oui, {maybe} comme un peut-être.',
  change: 'Modifier ceci',
  changeNamed: 'Modifier ceci : {name}',
  revisions: {
    title: 'Comment il a été établi',
    revision: 'Version {number}',
    first: 'Première ébauche',
    unknown: 'Ce qui a été demandé n’est pas consigné.',
    askedBy: 'Demandé par {name} :',
    asked: 'Demande :',
    took: '{tokens} jetons',
    cost: 'coût {cost}',
    rules: 'par des règles, sans modèle',
  },
  decide: {
    title: 'Votre décision',
    revision: 'Elle porte sur la version {number}.',
    approve: 'Approuver le plan',
    approveText:
      'Fige tout cela, pour que chaque personne soit interrogée et évaluée de la même manière, et crée le lien d’entretien.',
    revise: 'Le faire modifier',
    reviseHint:
      'Choisissez « Modifier ceci » près d’une question ou d’une compétence, ou écrivez ce qui doit changer dans l’ensemble. Ce que vous ne nommez pas reste tel quel.',
    wish: 'Ce qui doit changer',
    general: 'Souhaits pour l’ensemble du plan',
    send: 'Demander ces modifications',
    remove: 'Retirer ce souhait',
    backTo: 'Revenir à l’endroit',
    leftOver: 'N’est plus dans le plan',
    leftOverText:
      'Ces souhaits portent sur des parties qui n’existent plus. Ils ne sont envoyés que si vous les déplacez.',
    move: 'Déplacer vers les souhaits pour l’ensemble',
    empty: 'Écrivez d’abord ce qui doit changer.',
    reject: 'Rejeter le plan',
    rejectText: 'Cela met fin à l’entretien : personne n’est invité.',
    reason: 'Pourquoi',
    reasonNeeded: 'Un motif est nécessaire.',
    rejectAct: 'Rejeter et mettre fin à l’entretien',
    unsentTitle: 'Approuver sans vos souhaits ?',
    unsentText:
      'Vous avez écrit des souhaits de modification qui ne sont pas envoyés. Si vous approuvez maintenant, personne ne les lira.',
    unsentApprove: 'Approuver sans eux',
    unsentBack: 'Revenir',
  },
  status: {
    saved: 'Enregistré',
    saving: 'Enregistrement…',
    unsaved: 'Pas encore enregistré : pas de connexion, nous réessayons',
  },
  refused: {
    stale:
      'Le plan a changé entre-temps : voici la version {number}. Regardez-la avant de décider. Ce que vous avez écrit est conservé.',
    moved: 'Quelqu’un a déjà décidé de ce plan. Ce que vous avez écrit est conservé.',
    limit: 'Ce plan ne peut plus être modifié. Vous pouvez l’approuver ou le rejeter.',
    notUnderstood:
      'Cela ne peut pas être réalisé exactement, et le plan reste tel quel. Voici par exemple ce qui est compris :',
    notFound: 'Le plan n’a plus cette partie.',
    offline:
      'Aucune réponse n’est arrivée : nous ne savons donc pas si cela est parvenu. Ce qui est connu maintenant est affiché, et ce que vous avez écrit est conservé. Si cela vous attend encore, veuillez réessayer : cela ne compte qu’une fois.',
    other:
      'Cela n’a pas fonctionné. Rien n’a changé, et ce que vous avez écrit est conservé. Réessayez dans un moment.',
    reference: 'Numéro de référence : {id}',
  },
  next: {
    drafting: 'Une nouvelle version est en préparation',
    draftingFirst: 'Le plan est en préparation',
    draftingText:
      'Cela prend un moment. Elle apparaîtra ici d’elle-même. Vous pouvez aussi revenir plus tard avec le même lien.',
    stuck: 'La préparation s’est arrêtée',
    stuckText:
      'Le responsable de ce service est prévenu. Rien n’est perdu : votre demande est conservée, et vous pouvez revenir plus tard avec le même lien.',
    approved: 'Le plan est approuvé',
    approvedText: 'Il est désormais figé. La suite :',
    passOn: 'Aucun courriel n’est envoyé : transmettez ce lien vous-même.',
    approvedSteps: {
      invited: 'Le lien de l’entretien est envoyé, avec ce qui est enregistré, avant tout accord.',
      talk: 'Les réponses aux questions ci-dessus sont données à l’écrit ou à l’oral, jusqu’au {until}.',
      talkOpen: 'Les réponses aux questions ci-dessus sont données à l’écrit ou à l’oral.',
      judged:
        'Les réponses sont comparées aux descriptions ci-dessus. Votre décision est alors demandée : rien n’est décidé sans une personne.',
    },
    rejected: 'Le plan est rejeté',
    rejectedText: 'L’entretien est terminé, et personne n’est invité.',
    ended: 'Cet entretien est terminé',
    endedText: 'Il n’y a plus rien à décider ici.',
  },
};
