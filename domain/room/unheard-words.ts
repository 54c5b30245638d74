// What the room says when it could not hear an answer, in the language of the interview; the second time typing comes first.
import { roomLanguageOf, type RoomLanguage } from './language.ts';

type Sentences = Readonly<Record<'unheard' | 'unheard_again', string>>;

const sentences: Readonly<Record<RoomLanguage, Sentences>> = {
  en: {
    unheard: 'We could not hear you. Please try again, or type your answer.',
    unheard_again: 'We still could not hear you. Typing is the surest way now; you can also try to speak again.',
  },
  de: {
    unheard: 'Wir konnten Sie nicht hören. Bitte versuchen Sie es noch einmal, oder tippen Sie Ihre Antwort.',
    unheard_again:
      'Wir konnten Sie wieder nicht hören. Am sichersten ist es, wenn Sie jetzt tippen; Sie können auch noch einmal sprechen.',
  },
  fr: {
    unheard: 'Nous n’avons rien entendu. Merci de réessayer ou d’écrire votre réponse.',
    unheard_again:
      'Nous n’avons toujours rien entendu. Le plus sûr est d’écrire votre réponse ; vous pouvez aussi réessayer de parler.',
  },
  es: {
    unheard: 'No hemos podido oírle. Inténtelo de nuevo o escriba su respuesta.',
    unheard_again:
      'Seguimos sin poder oírle. Lo más seguro ahora es escribir su respuesta; también puede volver a hablar.',
  },
};

export const unheardWords = (how: keyof Sentences, question: string, locale: string): string =>
  `${sentences[roomLanguageOf(locale)][how]} ${question}`;
