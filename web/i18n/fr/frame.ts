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
    offline: 'Pas encore enregistré : pas de connexion, nous continuons d’essayer',
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
};
