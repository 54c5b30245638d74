// What the screen of a conversation says that is held outside, in French.
import type { CallMessages } from '../en/call.ts';

export const call: CallMessages = {
  joiningTitle: 'Connexion en cours',
  talkingTitle: 'Votre entretien est en cours',
  heldBy: 'Un système d’IA pose les questions. La conversation se tient dans le service « {provider} ».',
  listening: 'Nous vous écoutons',
  captions: 'Ce qui se dit',
  interviewer: 'Entretien :',
  you: 'Vous :',
  mute: 'Couper mon micro',
  unmute: 'Rétablir mon micro',
  muted: 'Votre micro est coupé : personne ne vous entend.',
  type: 'Répondre par écrit',
  end: 'Terminer la conversation',
  savingTitle: 'Nous enregistrons ce que vous avez dit',
  savingText: 'Cela prend un instant. Le temps ne court pas. Vous pouvez aussi continuer par écrit.',
  readyTitle: 'On commence ?',
  readyText: 'Rien n’a encore été dit. Le temps ne court pas tant que vous n’avez pas commencé.',
  leftTitle: 'La conversation a été interrompue',
  leftText:
    'Ce que vous avez dit est conservé. Il reste {left} questions sur {questions}. Le temps ne court pas tant que vous n’avez pas repris.',
  failed: {
    title: 'Nous n’avons pas pu vous connecter',
    text: 'Le service qui tient la conversation n’a pas répondu. Réessayez, ou répondez par écrit : cela compte tout autant.',
  },
  before:
    'Vous entendez les questions et répondez de vive voix. Vous pouvez à tout moment couper votre micro, terminer la conversation ou répondre par écrit.',
  goOn: 'Continuer à parler',
};
