// What the screens for speaking say.
import type { VoiceMessages } from '../en/voice.ts';

export const voice: VoiceMessages = {
  type: 'Plutôt écrire',
  begin: 'Commencer à parler',
  beginAnew: 'Recommencer',
  done: 'J’ai terminé',
  sendKept: 'Envoyer ce qui est enregistré',
  opening: 'Votre navigateur vous demande peut-être si nous pouvons utiliser le micro. Choisissez « Autoriser ».',
  policy:
    'Vous pouvez enregistrer une réponse autant de fois que vous voulez avant de l’envoyer. Le dernier enregistrement compte.',
  recording: 'Enregistrement en cours',
  captions: 'Ce que vous dites devient du texte. Vous pourrez le lire et le corriger avant la fin.',
  pause: {
    asked: 'Après une pause de {seconds} secondes, nous demandons si vous avez terminé.',
    button: 'Nous attendons que vous appuyiez sur « J’ai terminé », quelle que soit la durée de vos pauses.',
  },
  sound: {
    starting: 'Nous écoutons',
    nothing: 'Rien pour l’instant : est-ce le bon micro ?',
    quiet: 'Très faible : rapprochez-vous',
    heard: 'Nous vous entendons',
    pausing: 'Prenez votre temps',
  },
  muted: 'Votre micro est coupé. Réactivez-le sur l’appareil ou le casque ; l’enregistrement continue.',
  microphone: 'Micro',
  changeNote: 'Choisir un autre micro fait recommencer cette réponse.',
  still: {
    title: 'Prenez votre temps. Vous êtes toujours là ?',
    text: 'Si vous ne dites rien, nous envoyons votre réponse dans {seconds} secondes. Parlez, ou appuyez sur le bouton, pour continuer.',
    here: 'Je suis toujours là',
    back: 'Bien. Nous continuons à écouter.',
  },
  why: {
    left: {
      title: 'Votre réponse a été interrompue',
      text: 'Nous en avons conservé {time}. Vous pouvez envoyer cette partie, ou enregistrer la réponse depuis le début.',
    },
    lost: {
      title: 'Le micro s’est arrêté',
      text: 'Il a peut-être été débranché, ou une autre application l’a pris. Ce que vous avez dit jusque-là est conservé : {time}. Vous pouvez l’envoyer, ou enregistrer la réponse depuis le début.',
    },
    full: {
      title: 'Cette réponse ne peut pas être plus longue',
      text: 'Durée enregistrée : {time}. Vous pouvez envoyer cette réponse, ou enregistrer une réponse plus courte.',
    },
    refused: {
      title: 'L’enregistrement n’a pas pu être envoyé',
      text: 'Vos réponses précédentes sont en sécurité. Essayez encore une fois, enregistrez la réponse à nouveau, ou écrivez-la.',
    },
  },
  trouble: {
    refused: {
      title: 'Nous ne pouvons pas utiliser le micro',
      text: 'Votre navigateur l’a refusé. Choisissez le cadenas ou le micro à côté de l’adresse, autorisez le micro, puis réessayez. Ou écrivez vos réponses : cela compte tout autant.',
    },
    missing: {
      title: 'Nous n’avons trouvé aucun micro',
      text: 'Branchez-en un ou allumez votre casque, puis réessayez. Ou écrivez vos réponses : cela compte tout autant.',
    },
    busy: {
      title: 'Une autre application utilise le micro',
      text: 'Fermez les appels et les autres applications qui enregistrent, puis réessayez. Ou écrivez vos réponses : cela compte tout autant.',
    },
    insecure: {
      title: 'Le micro est bloqué sur cette page',
      text: 'La page n’a pas été ouverte par une connexion sûre. Ouvrez à nouveau le lien reçu par e-mail. Ou écrivez vos réponses : cela compte tout autant.',
    },
    unsupported: {
      title: 'Ce navigateur ne peut pas enregistrer',
      text: 'Ouvrez le même lien dans un navigateur plus récent. Ou écrivez vos réponses ici : cela compte tout autant.',
    },
    failed: {
      title: 'Le micro n’a pas démarré',
      text: 'Rien n’a été enregistré. Réessayez, ou choisissez un autre micro. Ou écrivez vos réponses : cela compte tout autant.',
    },
    empty: {
      title: 'Rien n’est encore enregistré',
      text: 'Appuyez sur « Commencer à parler » et parlez avant d’appuyer sur « J’ai terminé ». Ou écrivez votre réponse.',
    },
  },
  practised: 'Cela a fonctionné. Rien n’a été conservé.',
  sending: {
    working: 'Nous enregistrons votre réponse chez nous. Laissez cette page ouverte.',
    parts: '{arrived} parties sur {made} sont arrivées.',
    waiting: 'Votre réponse est conservée sur cet appareil. Nous l’envoyons dès que la connexion revient.',
    memory:
      'Il n’y a pas de connexion. Laissez cette page ouverte : sans elle, ce navigateur ne peut pas conserver votre réponse.',
  },
  offline: 'Pas de connexion pour le moment. L’enregistrement continue, et il est conservé sur cet appareil.',
  offlineMemory:
    'Pas de connexion pour le moment. L’enregistrement continue. Laissez cette page ouverte : sinon, ce navigateur ne peut pas le conserver.',
  memory:
    'Ce navigateur ne peut pas conserver d’enregistrements. Laissez cette page ouverte jusqu’à l’envoi de votre réponse.',
  listen: {
    play: 'Écouter',
    again: 'Écouter à nouveau',
    stop: 'Arrêter',
    always: 'Lire chaque question à voix haute',
  },
  check: {
    title: 'Est-ce que nous vous entendons ?',
    lead: 'Un court essai de votre micro. Il reste sur cet appareil.',
    start: 'Essayer le micro',
    speak: 'Dites une phrase ou deux, par exemple ce que vous avez mangé au petit déjeuner.',
    record: 'Enregistrer 5 secondes',
    recording: 'Enregistrement : encore {seconds} secondes',
    play: 'Écouter l’enregistrement',
    hint: 'Votre voix est-elle claire ? Si vous n’entendez rien, choisissez un autre micro ci-dessous ou vérifiez le volume.',
    silent:
      'L’enregistrement est silencieux. Choisissez un autre micro, réactivez celui du casque, ou rapprochez-vous. Puis enregistrez à nouveau.',
    again: 'Enregistrer à nouveau',
    good: 'Le son est bon',
  },
};
