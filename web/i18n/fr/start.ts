// What the screens before the first question say.
import type { StartMessages } from '../en/start.ts';

export const start: StartMessages = {
  opening: 'Ouverture de votre entretien',
  welcome: {
    title: 'Votre entretien pour le poste {position}',
    titleWithoutPosition: 'Votre entretien avec {company}',
    lead: '{company} vous invite à un entretien que vous pouvez passer ici, quand cela vous convient.',
    machine: {
      title: 'Un logiciel pose les questions, des personnes décident',
      text: 'Un système d’IA vous pose des questions. Des personnes chez {company} lisent vos réponses et décident.',
    },
    time: 'Durée',
    minutes: { one: 'Environ {count} minute de questions.', other: 'Environ {count} minutes de questions.' },
    extra: 'Votre temps supplémentaire est compris.',
    pauses: 'Vous pouvez vous arrêter et revenir jusqu’au {until}.',
    pausesOpen: 'Vous pouvez vous arrêter et revenir plus tard avec le même lien.',
    ways: {
      title: 'À votre façon',
      text: 'Vous pouvez écrire ou parler, et changer à chaque question.',
      typed: 'Vous écrivez vos réponses, à votre rythme.',
    },
    kept: {
      title: 'Ce qui est conservé',
      text: 'La page suivante dit ce qui est conservé, combien de temps, et qui le lit. Rien n’est enregistré avant votre accord.',
    },
    person: {
      title: 'Plutôt une personne',
      text: 'Si vous préférez parler à une personne, choisissez « Aide et options » en haut de chaque page. Cela ne joue pas contre vous.',
    },
    act: 'Continuer',
  },
  consent: {
    title: 'Ce que vous acceptez',
    lead: 'Veuillez lire ce texte. Vous acceptez exactement ces mots, et vous pouvez en garder une copie.',
    changed: 'Le texte a changé entre-temps. Voici le nouveau : veuillez le relire.',
    copy: 'Garder une copie',
    fileName: 'entretien-accord.txt',
    fileHash: 'Numéro de ce texte (SHA-256) : {hash}',
    agree: 'J’accepte',
    person: 'Je préfère parler à une personne',
    personTitle: 'Parler plutôt à une personne ?',
    personText:
      'Cet entretien s’arrête alors, et nous demandons à {company} de vous en proposer un avec une personne. Cela ne joue pas contre vous.',
    personAct: 'Oui, parler à une personne',
    back: 'Revenir au texte',
    agreed: 'Vous avez accepté ce texte.',
  },
  how: {
    title: 'Comment souhaitez-vous répondre ?',
    lead: 'Vous pouvez changer à chaque question.',
    ways: 'Écrire ou parler',
    typed: 'Écrire',
    typedDetail: 'Écrivez vos réponses à votre rythme. Aucun micro n’est nécessaire.',
    spoken: 'Parler',
    spokenDetail: 'Dites vos réponses. Vous voyez ce que nous avons compris et pouvez le corriger.',
    onlyTyped: 'Dans cet entretien, vous écrivez vos réponses. Aucun micro n’est nécessaire.',
    pauses: 'Quand vous faites une pause en parlant',
    pausesHint: 'Chacun réfléchit à son rythme. Nous ne vous coupons jamais la parole : nous demandons d’abord.',
    pause: {
      short: 'Me demander vite si j’ai terminé',
      normal: 'Attendre un peu, puis demander',
      long: 'Attendre longtemps, puis demander',
      button: 'Ne jamais demander : j’appuie sur un bouton quand j’ai terminé',
    },
    extra: 'Vous avez du temps supplémentaire : environ {minutes} minutes en tout.',
    language: 'Langue de cette page',
    languageHint: 'Les questions restent dans la langue de l’entretien : {language}.',
    act: 'Continuer',
  },
  practice: {
    title: 'Essai : quel est votre plat préféré, et pourquoi ?',
    mark: 'Ce n’est qu’un essai. Rien n’est conservé ni envoyé, et personne ne le lit.',
    field: 'Votre réponse d’essai',
    next: 'Dès que vous le souhaitez, nous posons la première question et le temps commence. Il s’arrête quand vous faites une pause.',
    act: 'Commencer',
  },
};
