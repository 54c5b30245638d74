// The recruiter's page: what waits for its reader.
import type { InboxMessages } from '../../en/review/inbox.ts';

export const inbox: InboxMessages = {
  title: 'Ce qui vous attend',
  count: {
    one: '{count} entretien vous attend.',
    other: '{count} entretiens vous attendent, le plus ancien d’abord.',
  },
  empty: 'Rien ne vous attend pour le moment.',
  emptyText: 'Vous recevrez un message dès que ce sera le cas.',
  more: 'Il y en a plus que ce qui figure ici. Les plus anciens sont affichés ; les autres suivent à mesure que vous décidez.',
  filter: 'Afficher',
  filters: { all: 'Tout', plan: 'Plans', verdict: 'Avis', appeal: 'Réexamens d’une décision' },
  waitsFor: {
    plan: 'Plan : à approuver ou à modifier',
    verdict: 'Évaluation : donner un avis',
    appeal: 'Décision : un réexamen est demandé',
  },
  late: 'Attente : {age}, soit {over} de plus que votre objectif',
  inTime: 'Attente : {age}, encore {left} avant votre objectif',
  dates: 'En attente depuis {since}. Votre objectif : {due}.',
  lengths: {
    minute: { one: '{count} minute', other: '{count} minutes' },
    hour: { one: '{count} heure', other: '{count} heures' },
    day: { one: '{count} jour', other: '{count} jours' },
  },
  draft: 'Votre brouillon est conservé',
  noReference: 'Sans référence',
  noPosition: 'Poste non précisé',
  forms: {
    title: 'Côte à côte',
    text: 'Les entretiens qui posent les mêmes questions peuvent être comparés. Les autres non, quels que soient leurs résultats.',
    compare: { one: '{count} entretien', other: '{count} entretiens' },
  },
  needsLink: {
    title: 'Votre lien vaut pour un seul entretien',
    text: 'Pour voir tout ce qui vous attend, ouvrez le lien prévu pour cela dans un de vos messages.',
  },
};
