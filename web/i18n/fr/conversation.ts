// What the screens of the conversation say.
import type { ConversationMessages } from '../en/conversation.ts';

export const conversation: ConversationMessages = {
  field: 'Votre réponse',
  closingField: 'Quelque chose à ajouter ? (Vous pouvez laisser ce champ vide.)',
  choiceField: 'Ou répondez quand même à la question, avec vos mots',
  hint: 'Prenez votre temps. Votre texte est enregistré pendant que vous écrivez.',
  send: 'Envoyer la réponse',
  sendAndGoOn: 'Envoyer et continuer',
  notUnderstood: 'Je ne comprends pas',
  speak: 'Plutôt parler',
  empty: 'Écrivez d’abord quelques mots. Si vous n’avez pas de réponse à cette question, dites-le simplement.',
  tooLong: 'Ce texte est plus long que ce que nous pouvons recevoir. Veuillez le raccourcir de {count} caractères.',
  refused:
    'Nous n’avons pas pu recevoir cette réponse telle quelle. Votre texte est toujours là. Veuillez le modifier un peu et l’envoyer de nouveau.',
  kinds: {
    follow_up: 'Une précision sur votre dernière réponse',
    repeat: 'La même question, encore une fois',
    choice: 'À vous de choisir',
  },
  overSoon:
    'Le temps prévu est écoulé. Dans une minute environ, nous envoyons ce que vous avez écrit, pour que rien ne soit perdu.',
  stay: 'Vous êtes toujours dans l’entretien. Pour le quitter, choisissez « Aide et options », puis « Finir plus tard ».',
  returned: {
    'other-question': {
      title: 'Ceci n’a pas été envoyé',
      text: 'Une autre question est ouverte maintenant. Rien n’est perdu : voici ce que vous avez écrit.',
    },
    'time-over': {
      title: 'Ceci est arrivé après la fin du temps prévu',
      text: 'Nous n’avons plus pu l’ajouter. Voici ce que vous avez écrit, pour que vous puissiez le garder.',
    },
    'other-device': {
      title: 'Vous avez aussi écrit ceci dans cette fenêtre',
      text: 'La réponse ci-dessous a été écrite plus tard, dans une autre fenêtre ou sur un autre appareil. Vous pouvez utiliser les deux.',
    },
  },
  use: 'Mettre dans la réponse',
  drop: 'Je n’en ai pas besoin',
  sending: {
    title: 'Enregistrement de votre réponse',
    safe: 'Votre réponse reste dans cette fenêtre jusqu’à ce que nous l’ayons. Laissez cette page ouverte.',
    lost: 'Il n’y a pas de connexion pour le moment. Nous continuons d’essayer, vous n’avez rien à faire. En attendant, votre temps est arrêté, au bout de 15 secondes au plus.',
    fault:
      'Quelque chose ne fonctionne pas chez nous. Nous continuons d’essayer, vous n’avez rien à faire. Cela ne vous coûte pas de temps.',
    yours: 'Votre réponse',
    chosen: 'Votre choix est en route.',
    spoken: 'Votre enregistrement est arrivé. Nous le transformons en texte.',
  },
  review: {
    title: 'Vérifiez ce que nous avons compris',
    lead: 'Voici vos réponses. Les mots difficiles à entendre sont soulignés. Vous pouvez corriger ce que vous avez dit ; ce que vous avez écrit reste tel que vous l’avez envoyé.',
    typedLead: 'Voici vos réponses, telles que vous les avez envoyées.',
    loading: 'Nous cherchons vos réponses…',
    failed:
      'Nous ne pouvons pas afficher vos réponses pour le moment. Elles sont en sécurité. Vous pouvez terminer et les lire plus tard dans « Mon entretien ».',
    act: 'C’est juste',
    note: 'Ensuite, l’entretien est terminé et aucune réponse ne peut plus être donnée.',
  },
  finish: {
    title: 'C’est tout. Merci.',
    next: 'La suite',
    read: 'Un logiciel compare vos réponses à ce que demande le poste et rédige une première évaluation. Il ne décide de rien.',
    decide: 'Une personne chez {company} lit vos réponses et décide. {company} vous contacte ensuite.',
    back: 'Jusqu’au {until}, le même lien vous ramène ici : vous pouvez lire vos réponses, en prendre une copie et exercer vos droits.',
    backOpen:
      'Le même lien vous ramène ici : vous pouvez lire vos réponses, en prendre une copie et exercer vos droits.',
    save: 'Enregistrer le reçu',
    print: 'Imprimer le reçu',
    fileName: 'entretien-recu.txt',
    mine: 'Mon entretien',
    act: 'Terminer',
    close: 'Vous pouvez maintenant fermer cette page.',
  },
  paused: {
    title: 'En pause',
    text: 'Le temps est arrêté, et tout ce que vous avez envoyé est en sécurité. Prenez le temps qu’il vous faut.',
    until: 'Vous pouvez continuer jusqu’au {until}.',
  },
  later: {
    title: 'À plus tard',
    text: 'Tout ce que vous avez envoyé est en sécurité. Le même lien vous ramène à cet endroit, sur cet appareil ou un autre.',
    until: 'Vous pouvez revenir jusqu’au {until}.',
    left: 'D’ici là, votre temps ne s’écoule pas.',
    act: 'Continuer maintenant',
  },
};
