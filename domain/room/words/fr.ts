// What the room says in French.
import type { NoticeWordsFacts, RoomWords } from './words.ts';

const employer = 'l’employeur';
const first = (company: string): string => (company === employer ? 'L’employeur' : company);

const days = (count: number): string => (count === 1 ? '1 jour' : `${count} jours`);

const engine = ({ disclosure, englishOnly }: NoticeWordsFacts): string => {
  const { engine: name, model } = disclosure;
  const only = englishOnly ? ' Ces règles ne connaissent que l’anglais : les questions sont posées en anglais.' : '';
  if (name === 'offline')
    return `Les questions et la première évaluation viennent de règles intégrées à Parley (moteur « offline ») ; aucun service d’IA extérieur n’est utilisé.${only}`;
  const served = model === null ? '' : `, modèle « ${model} »`;
  return `Les questions de suivi et la première évaluation viennent d’un modèle de langage (moteur « ${name} »${served}). Il reçoit les questions et vos réponses, jamais vos coordonnées.`;
};

const recorded = ({ disclosure: { speech } }: NoticeWordsFacts): string[] => {
  const notAnalysed = 'Votre voix, votre visage, votre accent et vos émotions ne sont pas analysés.';
  if (speech === null)
    return [
      `Ce qui est enregistré : les questions, vos réponses sous forme de texte et le moment où vous les avez données. Dans cet entretien, vous écrivez vos réponses ; ni micro ni caméra n’enregistrent quoi que ce soit. ${notAnalysed}`,
      'Vous pouvez relire vos réponses à tout moment tant que le lien fonctionne.',
    ];
  return [
    `Ce qui est enregistré : les questions, vos réponses sous forme de texte et le moment où vous les avez données. Quand vous parlez, le son de votre réponse est aussi enregistré et envoyé à un service vocal (${speech.host}, modèle « ${speech.model} ») qui le transforme en texte. Rien n’est enregistré quand vous n’êtes pas en train de répondre à voix haute. ${notAnalysed}`,
    'Vous pouvez écouter ce que vous avez dit, lire ce qui a été compris et le corriger, tant que le lien fonctionne. Une correction figure à côté de ce qui a été compris ; les deux sont conservés.',
  ];
};

const notice = (facts: NoticeWordsFacts): string[] => {
  const { company, disclosure, planRevision, retentionDays } = facts;
  const position = facts.position === null ? '' : ` pour le poste « ${facts.position} »`;
  const typing =
    disclosure.speech === null ? '' : 'Vous pouvez écrire au lieu de parler, et changer à chaque question. ';
  const listen = disclosure.speech === null ? '' : ' et peuvent écouter ce que vous avez dit';
  return [
    `Ceci est un entretien automatisé${position}, mené au nom de ${company}.`,
    'Vous parlez à un système d’IA, pas à une personne.',
    engine(facts),
    `La conversation a lieu dans le service « ${disclosure.voiceProvider} ».`,
    ...recorded(facts),
    `Combien de temps c’est conservé : les durées fixées pour ${company}, comptées à partir de la fin de l’entretien, sont de ${days(retentionDays.personal)} pour vos données personnelles et vos réponses, de ${days(retentionDays.recordings)} pour les enregistrements, s’il y en a, et de ${days(retentionDays.assessments)} pour l’évaluation. Ce qui arrive au bout de sa durée est effacé dans les deux jours. Seule une obligation légale de conservation, notée pour votre entretien avec un motif et une date de fin, permet à ${company} de le garder plus longtemps. Vous pouvez demander à ${company} d’effacer vos données plus tôt, ici aussi, dans la salle d’entretien.`,
    `Qui le lit : chez ${company}, les personnes qui s’occupent de votre candidature lisent vos réponses${listen}. Il est noté qui les a lues.`,
    `Qui décide : le logiciel compare vos réponses à des critères qu’une personne a approuvés avant l’entretien (version ${planRevision} du plan). Une personne de ${company} lit le résultat et décide ; rien n’est décidé automatiquement.`,
    `${typing}Il y a une limite de temps, toujours affichée ; vous pouvez faire une pause quand vous voulez, et le temps s’arrête. Vous pouvez partir et revenir avec le même lien, y compris sur un autre appareil : chaque réponse confirmée est conservée.`,
    'Vous pouvez demander de l’aide ou un aménagement à tout moment, avant et pendant l’entretien.',
    'Vous pouvez à tout moment demander à passer l’entretien avec une personne, ou vous retirer. Demander une personne ne joue pas contre vous.',
    'Une fois qu’une personne a décidé, vous pouvez demander ici, dans la salle d’entretien, qu’une personne réexamine la décision.',
    `Vous pouvez retirer votre consentement à tout moment, là où vous l’avez donné. L’entretien s’arrête alors, ce que vous avez dit n’est pas évalué, et il est demandé à ${company} de vous proposer une personne. Si une personne de ${company} a déjà décidé, cette décision reste valable et ${company} est informé de votre retrait.`,
    'L’entretien ne commence qu’après votre accord sur ce texte. Si vous ne l’acceptez pas, seul ce choix est enregistré.',
  ];
};

const withdrawal: RoomWords['withdrawal'] = (effect, company) => {
  switch (effect) {
    case 'nothing_starts':
      return 'Si vous n’acceptez pas ce texte, l’entretien ne commence pas, et seul ce choix est enregistré.';
    case 'interview_ends':
      return `Si vous retirez votre consentement, l’entretien s’arrête définitivement : plus aucune question n’est posée, ce que vous avez dit n’est pas évalué, et il est demandé à ${company} de vous proposer une personne. Si une personne de ${company} a déjà décidé, cette décision reste valable et ${company} est informé de votre retrait.`;
    case 'interview_ended':
      return `Vous avez retiré votre consentement. L’entretien est terminé : plus aucune question n’est posée, ce que vous avez dit n’est pas évalué, et il est demandé à ${company} de vous proposer une personne. Ce que vous avez dit reste scellé jusqu’à la fin de sa durée de conservation, sauf si ${company} l’efface plus tôt : vous pouvez le demander.`;
    case 'recorded':
      return `Vous avez retiré votre consentement après la décision d’une personne de ${company}. Cette décision reste valable ; ${company} est informé de votre retrait, et plus aucun logiciel ne travaille avec ce que vous avez dit. Vous pouvez demander à ${company} de l’effacer.`;
  }
};

const choose: RoomWords['choose'] = (wish, company) => {
  switch (wish) {
    case 'person':
      return `Vous pouvez passer l’entretien avec une personne. Cet entretien s’arrête alors ici, ce que vous y avez dit n’est pas évalué, et il est demandé à ${company} qu’une personne prenne contact avec vous. Demander une personne ne joue pas contre vous. Est-ce ce que vous voulez, ou continuons-nous ?`;
    case 'stop':
      return 'Voulez-vous arrêter ? Vous pouvez terminer ici, et ce que vous avez dit jusqu’à présent est évalué ; vous retirer, et rien n’est évalué ; ou passer l’entretien avec une personne, qui prendra contact avec vous. Ou bien nous continuons. Que préférez-vous ?';
    case 'help':
      return `Je peux dire aux responsables de ${company} que vous souhaitez de l’aide ; l’entretien continue pendant ce temps. Vous pouvez aussi demander à passer l’entretien avec une personne, qui prendra contact avec vous ; cet entretien s’arrête alors et n’est pas évalué. Ou bien nous continuons. Que préférez-vous ?`;
    case 'pause':
    case 'repeat':
    case 'reword':
      return `Peut-être que je n’arrive pas à bien poser cette question. Nous pouvons passer à la suivante, ou je dis aux responsables de ${company} que vous souhaitez de l’aide. Vous pouvez aussi demander à passer l’entretien avec une personne, qui prendra contact avec vous ; cet entretien s’arrête alors et n’est pas évalué. Si vous voulez répondre à la question malgré tout, allez-y.`;
  }
};

export const french: RoomWords = {
  employer,
  notice,
  withdrawal,
  erasure: {
    possible: (company) =>
      `Vous pouvez demander à ${company} d’effacer ce que vous avez dit et ce qui est connu de vous. Votre demande est enregistrée avec son heure et ${company} en est informé aussitôt. ${first(company)} décide, et doit peut-être conserver des données là où la loi l’exige.`,
    asked: (company) =>
      `Vous avez demandé l’effacement. Votre demande est enregistrée et ${company} en est informé. Une fois vos données effacées, ce lien ne mène plus nulle part.`,
  },
  again: {
    repeat: (question) => `Voici la question encore une fois : ${question}`,
    reword: (question) => `En d’autres termes : ${question}`,
    helped: (question) =>
      `Les responsables savent maintenant que vous souhaitez de l’aide. En attendant, nous pouvons continuer. ${question}`,
    pause: (question) =>
      `Vous pouvez faire une pause quand vous voulez : le temps s’arrête jusqu’à ce que vous repreniez, et la question vous attend. ${question}`,
    back: (question) => `Bien, continuons. ${question}`,
  },
  choose,
  unclear: (choice) => `Je n’ai pas compris ce que vous préférez. ${choice}`,
  labels: {
    help: 'Demander de l’aide',
    person: 'Passer l’entretien avec une personne',
    finish: 'Terminer ici : ce que j’ai dit est évalué',
    withdraw: 'Me retirer : rien n’est évalué',
  },
  goOn: { withNext: 'Passer à la question suivante', withInterview: 'Continuer l’entretien' },
};
