// What the page about one's own interview says.
import type { MineMessages } from '../en/mine.ts';

export const mine: MineMessages = {
  title: 'Mon entretien',
  lead: '{position} · {company}',
  leadWithoutPosition: 'Votre entretien avec {company}',
  intro:
    'Ici, vous pouvez lire ce que vous avez dit, corriger ce qui a été mal compris et garder une copie de tout. Le même lien rouvre cette page jusqu’au {until}.',
  introOpen:
    'Ici, vous pouvez lire ce que vous avez dit, corriger ce qui a été mal compris et garder une copie de tout. Le même lien rouvre cette page.',
  back: 'Retour à l’entretien',
  loading: 'Nous cherchons votre entretien…',
  failed:
    'Nous ne pouvons pas montrer vos réponses pour le moment. Elles sont en sécurité, et nous continuons d’essayer.',
  answers: 'Ce que vous avez dit',
  noAnswers: 'Il n’y a pas encore de réponses.',
  question: 'Question {number}',
  followUp: 'Suite de la question {number}',
  understood: 'Ce que nous avons compris',
  corrected: 'Votre correction',
  unsure: 'Ces mots étaient difficiles à entendre, vérifiez-les :',
  waiting: 'Nous mettons encore vos paroles par écrit. Elles apparaîtront ici.',
  unheard: 'Nous n’avons pas entendu de mots dans cet enregistrement. Si vous voulez, écrivez ce que vous avez dit.',
  lost: 'Nous n’avons pas pu mettre cet enregistrement par écrit. Si vous voulez, écrivez ce que vous avez dit.',
  noAnswer: 'Pas de réponse',
  recording: 'Enregistrement de votre réponse à la question {number}',
  playMoment: 'Écouter le moment où vous dites « {text} »',
  stopMoment: 'Arrêter l’enregistrement à « {text} »',
  correct: 'Corriger cette réponse',
  correction: 'Ce que vous avez dit',
  correctionHint: 'Écrivez ce que vous avez vraiment dit. Ce que nous avons compris d’abord reste à côté.',
  saveCorrection: 'Enregistrer la correction',
  cancel: 'Ne rien changer',
  saved: 'Votre correction est enregistrée.',
  receipt: {
    title: 'Reçu',
    interview: 'Entretien',
    consentAt: 'Vous avez accepté le',
    answered: 'Réponses',
    answeredOf: '{answered} questions sur {questions}',
    consent: 'Numéro du texte que vous avez accepté',
    form: 'Numéro des questions (formulaire)',
    transcript: 'Numéro de votre conversation',
    about:
      'Ces numéros changent dès qu’une seule lettre change. Gardez-les : ils prouvent ce que vous avez accepté et ce que vous avez dit.',
    rights:
      'Pour obtenir une copie de vos données ou les faire effacer, ouvrez votre lien et choisissez « Mon entretien », ou écrivez à {company}.',
  },
  result: {
    title: 'Votre résultat',
    intro: 'Une personne chez {company} a décidé. Voici à quoi vos réponses ont été comparées.',
    score: '{score} sur 5',
    none: 'Pas évalué : il n’y avait pas assez d’éléments',
  },
  copy: {
    title: 'Garder une copie',
    text: 'Le fichier contient tout ce qui est conservé sur vous et sur cet entretien, sous une forme que d’autres programmes peuvent lire (JSON).',
    download: 'Télécharger mes données',
    print: 'Imprimer cette page',
  },
  review: {
    title: 'Demander à une personne de revoir la décision',
    text: 'Vous n’êtes pas d’accord avec la décision ? Écrivez pourquoi. Une personne chez {company} lit vos mots et regarde à nouveau votre entretien.',
    field: 'Que doit savoir cette personne ?',
    act: 'Demander un nouvel examen',
    empty: 'Écrivez une phrase ou deux, pour que la personne sache quoi regarder.',
    done: 'Vous avez demandé un nouvel examen le {at}. {company} a vos mots, et une personne regarde à nouveau votre entretien.',
  },
  withdraw: {
    title: 'Retirer votre accord',
    act: 'Retirer mon accord',
    confirm: 'Retirer votre accord ?',
    keep: 'Le garder',
    done: 'Vous avez retiré votre accord le {at}.',
  },
  erase: {
    title: 'Faire effacer vos données',
    act: 'Demander l’effacement',
    confirm: 'Demander l’effacement ?',
    keep: 'Pas maintenant',
    done: 'Vous avez demandé l’effacement le {at}.',
  },
};
