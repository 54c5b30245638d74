// The recruiter's page: what is said of the conversation beside the scores.
import type { BesideMessages } from '../../en/review/beside.ts';

export const beside: BesideMessages = {
  title: 'À propos de l’entretien',
  text: 'Rien de ceci n’entre dans une note.',
  coverage: '{share} des questions ont eu une réponse.',
  talkTime: '{share} des mots venaient de la personne candidate.',
  integrity: 'À savoir',
  integrityText: 'Ces remarques ne changent aucune note.',
  notes: { speaks_to_rater: 'Une réponse s’adresse à qui évalue. Ce qui le fait ne compte pas.' },
  deviations: {
    title: 'Ce qui s’écarte du plan',
    text: 'L’entretien a été mené par un service vocal. Ce qu’il a demandé autrement que prévu ne change aucune note.',
    codes: {
      reworded: 'Demandé avec d’autres mots que prévu.',
      left_out: 'Laissé de côté, ou sans réponse.',
      added: 'Demandé sans être une question ni une relance prévue.',
      out_of_order: 'Demandé avant son tour.',
      too_many_follow_ups: 'Plus de relances que le plan n’en permet.',
    },
  },
  lateWords: {
    title: 'Dit lors d’un appel, et connu après la clôture',
    text: 'Le service vocal l’a transmis alors que l’entretien était déjà clos. Cela ne fait partie ni de la transcription ni d’aucune note.',
    by: { interviewer: 'Qui mène l’entretien', candidate: 'Personne candidate' },
  },
};
