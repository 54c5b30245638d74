// The words around a record in French.
import type { RecordWords } from './record-words.ts';

export const fr: RecordWords = {
  title: 'Compte rendu de l’entretien',
  part: (part, of) => `partie ${part} sur ${of}`,
  about: {
    job: 'Poste',
    language: 'Langue',
    started: 'Commencé',
    completed: 'Terminé',
    decided: 'Décidé',
    page: 'Page du résultat',
    run: 'Entretien',
  },
  byMachine: (engine) =>
    `L’entretien a été mené et évalué par un système d’IA (${engine}) ; ce sont des personnes qui décident.`,
  advisory:
    'À titre indicatif : personne n’a encore décidé, ou des règles fixes ont évalué. Lisez les preuves avant de décider.',
  sections: {
    decision: 'Décision',
    scores: 'Évaluation',
    questions: 'Questions prévues',
    transcript: 'Transcription',
    rubric: 'Grille d’évaluation',
    notes: 'À savoir',
  },
  decision: {
    accepted: 'L’évaluation a été acceptée',
    rejected: 'L’évaluation n’a pas été acceptée',
    undecided: 'Personne n’a encore décidé',
    overridden: 'autre avis que celui proposé',
    reasons: 'Motifs',
    by: 'Par',
    unnamed: 'personne n’a été nommé',
  },
  review: {
    title: 'Examen',
    reviewer: (number) => `Examinateur ${number}`,
    own: 'sa propre note',
    passed: 'a vu la proposition sans noter',
    blind: 'avant de la voir',
    opened: (places, seconds) => `Preuves ouvertes: ${places} (${seconds} s)`,
    withoutEvidence: 'a décidé sans ouvrir de preuve',
  },
  deviations: {
    title: 'Ce qui a été demandé, comparé au plan',
    codes: {
      reworded: 'demandé en d’autres termes',
      left_out: 'omis ou resté sans réponse',
      added: 'ajouté au plan',
      out_of_order: 'demandé hors de l’ordre',
      too_many_follow_ups: 'une relance de trop',
    },
  },
  lateWords: {
    title: 'Dit lors d’un appel, et connu après la clôture',
    text: 'Le service vocal l’a transmis alors que l’entretien était déjà clos. Cela ne fait partie ni de la transcription ni d’aucune note.',
    by: { interviewer: 'Qui mène l’entretien', candidate: 'Personne candidate' },
  },
  total: 'Total',
  verdict: 'Avis',
  proposed: 'Proposé',
  verdicts: { STRONG_HIRE: 'très favorable', HIRE: 'favorable', MAYBE: 'réservé', NO_HIRE: 'défavorable' },
  noTotal: 'trop d’éléments n’ont pas pu être jugés pour un total',
  notScored: 'non évalué',
  of5: (score) => `${score} sur 5`,
  weight: (percent) => `poids ${percent} %`,
  required: 'requis',
  minimum: (score) => `au moins ${score}`,
  reason: 'Pourquoi',
  question: (number) => `Question ${number}`,
  answer: 'Réponse',
  noAnswer: 'Pas de réponse',
  unheard: 'Dit à voix haute, et non compris',
  level: (level) => `Niveau ${level}`,
  talk: (candidate, interviewer, percent) =>
    `Mots : candidat(e) ${candidate}, entretien ${interviewer} (${percent} % du candidat ou de la candidate)`,
  coverage: (answered, planned) => `Questions avec réponse : ${answered} sur ${planned}`,
  lettersMissing: (letter) =>
    `Certaines lettres manquent dans la police de ce fichier et sont remplacées par ${letter} ; les notes et le fichier HTML les contiennent.`,
  complete: 'Complet',
  scored: 'Évalué : personne n’a encore décidé',
  ends: {
    ASSESSMENT_APPROVED: 'Complet',
    ASSESSMENT_REJECTED:
      'Une personne n’a pas accepté l’évaluation : il n’y a pas de score, veuillez décider sans lui.',
    PLAN_REJECTED: 'Une personne n’a pas accepté le plan d’entretien : il n’y a pas d’entretien.',
    CANCELLED: 'Annulé : il n’y a pas d’entretien.',
    WITHDRAWN: 'La candidature a été retirée.',
    OPTED_OUT:
      'Un échange avec une personne est souhaité à la place de l’entretien par IA : veuillez prévoir un appel.',
    EXPIRED: 'L’entretien n’a pas eu lieu à temps : veuillez prendre contact.',
    NO_SHOW: 'Personne ne s’est présenté à l’entretien : veuillez prendre contact.',
    FAILED: 'L’entretien n’a pas pu être mené : veuillez prévoir un appel.',
  },
  consentWithdrawn: 'Le consentement a été retiré : rien de ce qui a été dit n’est utilisé. Veuillez prévoir un appel.',
};
