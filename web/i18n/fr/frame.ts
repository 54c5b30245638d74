// What the frame around every screen says: bar, status, clock, ways out, trouble.
import type { FrameMessages } from '../en/frame.ts';

export const frame: FrameMessages = {
  title: 'Entretien',
  help: 'Aide et options',
  close: 'Fermer',
  back: 'Retour',
  goOn: 'Continuer',
  tryAgain: 'Réessayer',
  working: 'Un instant…',
  employer: 'l’employeur',
  status: {
    saved: 'Enregistré',
    saving: 'Enregistrement…',
    offline: 'Pas encore enregistré : pas de connexion, nous continuons d’essayer',
    back: 'La connexion est rétablie',
  },
  progress: 'Question {question} sur {questions}',
  clock: {
    about: { one: 'encore {count} minute environ', other: 'encore {count} minutes environ' },
    exact: 'encore {time}',
    paused: 'Le temps est arrêté',
    over: 'Le temps prévu est écoulé. Vous pouvez encore envoyer cette réponse.',
    announced: { one: 'Encore {count} minute', other: 'Encore {count} minutes' },
  },
  quote: '« {text} »',
  ways: {
    lead: 'Rien de tout cela ne joue contre vous. Choisissez une ligne pour en savoir plus. Rien ne se passe avant votre confirmation.',
    sent: 'C’est fait',
    note: 'Souhaitez-vous ajouter quelque chose ?',
    noteHint: 'Vous pouvez laisser ce champ vide. Les personnes qui suivent votre entretien le lisent.',
    failed: 'Cela n’a pas marché',
    failedText: 'Rien n’a changé. Vérifiez votre connexion et réessayez.',
    reference: 'Numéro à donner : {id}',
    cannotUndo: 'Vous ne pourrez pas revenir en arrière.',
    pause: {
      title: 'Faire une pause',
      text: 'Le temps s’arrête et tout ce que vous avez envoyé est en sécurité. Continuez quand vous voulez.',
      until: 'Vous pouvez continuer jusqu’au {until}.',
      act: 'Faire une pause',
    },
    later: {
      title: 'Finir plus tard',
      text: 'Le temps s’arrête. Tout ce que vous avez envoyé est en sécurité, et ce que vous avez écrit jusqu’ici aussi. Le même lien vous ramène à cette question, sur cet appareil ou sur un autre.',
      until: 'Vous pouvez revenir jusqu’au {until}.',
      before: 'Rien n’a encore commencé. Vous pouvez fermer cette page quand vous voulez. Le même lien la rouvre.',
      act: 'Finir plus tard',
    },
    technical: {
      title: 'Quelque chose ne marche pas',
      text: 'Dites-nous ce qui ne va pas. {company} en est informé tout de suite et votre entretien reste tel quel. Si vous ne pouvez pas parler, vous pouvez écrire.',
      note: 'Qu’est-ce qui ne marche pas ?',
      act: 'Envoyer',
      done: '{company} est au courant. Rien n’est perdu. Vous pouvez continuer, faire une pause ou revenir plus tard avec le même lien.',
    },
    accommodation: {
      title: 'Demander un aménagement',
      text: 'Par exemple plus de temps, des pauses, écrire au lieu de parler, ou d’autres mots. Vous n’avez pas à dire pourquoi. {company} en est informé tout de suite, et cette demande ne joue pas contre vous.',
      note: 'Qu’est-ce qui vous aiderait ?',
      act: 'Envoyer',
      done: '{company} est au courant. Si vous préférez attendre une réponse, choisissez « Finir plus tard » : rien n’est perdu.',
    },
    question: {
      title: 'Demander autre chose',
      text: 'Une personne chez {company} reçoit votre question. Votre entretien reste tel quel.',
      note: 'Votre question',
      act: 'Envoyer',
      done: '{company} a votre question. Vous pouvez continuer, ou finir plus tard et attendre une réponse.',
    },
    person: {
      title: 'Parler plutôt à une personne',
      text: 'Cet entretien se termine, et nous demandons à {company} de vous en proposer un avec une personne. Cela ne joue pas contre vous. Ce que vous avez dit jusqu’ici n’est pas évalué.',
      act: 'Parler à une personne',
      done: 'Cet entretien est terminé. {company} sait que vous souhaitez parler à une personne et vous contactera.',
    },
    withdraw: {
      title: 'Se retirer',
      text: 'Cet entretien se termine pour de bon, rien de ce que vous avez dit n’est évalué, et {company} est informé que vous vous retirez.',
      act: 'Me retirer',
      done: 'Votre retrait est enregistré. {company} est au courant, et rien de ce que vous avez dit n’est évalué.',
    },
    language: { title: 'Langue de cette page' },
    way: { title: 'Écrire ou parler' },
    textSize: {
      title: 'Texte plus grand',
      text: 'Cette page suit la taille du texte de votre navigateur.',
      computer:
        'Sur un ordinateur, maintenez Ctrl (sur Mac : cmd) et appuyez sur la touche plus. Avec la touche 0, tout redevient comme avant.',
      phone: 'Sur un téléphone, cherchez « taille du texte » ou « zoom » dans le menu du navigateur.',
    },
    mine: { title: 'Mon entretien' },
    groups: { moment: 'Prendre son temps', help: 'Obtenir de l’aide', page: 'Cette page', leave: 'Arrêter' },
  },
  dead: {
    unknown: {
      title: 'Ce lien ne marche pas',
      text: 'Nous ne connaissons pas ce lien. Il en manque peut-être une partie : ouvrez-le à nouveau depuis votre invitation, ou copiez-le en entier. S’il marchait auparavant, l’entretien a peut-être été effacé.',
    },
    expired: {
      title: 'Ce lien n’est plus valable',
      text: 'Sa durée de validité est passée. Si vous n’avez pas terminé votre entretien, il est peut-être possible d’avoir plus de temps.',
    },
    erased: {
      title: 'Cet entretien a été effacé',
      text: 'Ce que vous avez dit et ce qui était connu de vous a été effacé. Il n’y a plus rien à montrer ici.',
    },
    closed: {
      title: 'Ouvrez encore une fois votre lien',
      text: 'Ce navigateur ne sait plus quel entretien est le vôtre. Rien n’est perdu : ouvrez à nouveau le lien de votre invitation.',
    },
    cancelled: {
      title: 'Cet entretien n’aura pas lieu',
      text: '{company} l’a annulé. Vous n’avez rien à faire.',
    },
    withdrawn: {
      title: 'Votre retrait est enregistré',
      text: 'Cet entretien est terminé. {company} est au courant, et rien de ce que vous avez dit n’est évalué.',
    },
    person: {
      title: 'Vous avez demandé une personne',
      text: 'Cet entretien est terminé. {company} est au courant et vous contactera.',
    },
    over: {
      title: 'Le temps pour cet entretien est passé',
      text: 'Il n’a pas été terminé à temps. {company} est au courant. Il est peut-être possible d’avoir plus de temps.',
    },
    ask: 'Si ce n’est pas exact, ou si vous avez besoin d’aide, répondez à votre invitation ou écrivez à la personne qui l’a envoyée.',
    askCompany:
      'Si ce n’est pas exact, ou si vous avez besoin d’aide, répondez à votre invitation ou écrivez à {company}.',
  },
  elsewhere: {
    title: 'Votre entretien est ouvert ailleurs',
    text: 'Vous l’avez ouvert dans une autre fenêtre ou sur un autre appareil, et il continue là-bas. Tout ce que vous avez envoyé est en sécurité.',
    draft: 'Ce que vous avez écrit ici sans l’envoyer reste dans cette fenêtre.',
    act: 'Continuer ici',
    hint: 'Si vous continuez ici, l’autre fenêtre s’arrête. Elle pourra reprendre la main.',
  },
  trouble: {
    title: 'Quelque chose n’a pas marché',
    offlineTitle: 'Nous n’arrivons pas à joindre l’entretien',
    text: 'Cela vient de nous, pas de vous.',
    offline: 'Il n’y a pas de connexion en ce moment.',
    safe: 'Tout ce que vous avez envoyé est en sécurité, et vous ne perdez pas de temps.',
    next: 'Réessayez. Si cela se reproduit, attendez quelques minutes ou revenez plus tard avec le même lien.',
    offlineNext:
      'Nous continuons d’essayer. Vous n’avez rien à faire. Vous pouvez aussi revenir plus tard avec le même lien.',
    reference: 'Si vous demandez de l’aide, donnez ce numéro : {id}',
  },
};
