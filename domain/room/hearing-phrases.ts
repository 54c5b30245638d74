// What recognisers write where nobody spoke: they learnt from subtitled films, in each language that the room speaks.

/** Short words that people do say: believed only where the recogniser was sure that somebody spoke. */
const habits = `
you | thank you | thank you very much | thank you so much | thanks | bye | bye bye | goodbye | so | oh | hmm | the | okay bye | i'm sorry | thank you bye
vielen dank | danke | danke schön | tschüss | tschüß | bis zum nächsten mal | so | das war's | und
merci | merci beaucoup | au revoir | à bientôt | voilà | et
gracias | muchas gracias | adiós | hasta luego | hasta la próxima | y
`;

/** Credits and sign-offs of films: nobody answers a question with them. */
const credits = `
thanks for watching | thank you for watching | thank you so much for watching | thanks for listening to this video | please subscribe | subscribe to my channel | please subscribe to my channel | like and subscribe | don't forget to like and subscribe | see you in the next video | i'll see you in the next video | subtitles by the amara.org community | subtitles by amara.org | transcription by castingwords | transcribed by otter.ai | captions by getcaptioned | music | applause | laughter | silence | inaudible | blank audio | foreign | music playing
untertitel der amara.org-community | untertitel von stephanie geiges | untertitel im auftrag des zdf für funk | untertitelung des zdf | untertitelung im auftrag des zdf | untertitel im auftrag des zdf | untertitelung aufgrund der amara.org-community | untertitel | untertitelung | vielen dank fürs zuschauen | danke fürs zuschauen | bis zum nächsten video | copyright wdr | swr | musik | applaus | abonniert den kanal
sous-titres réalisés par la communauté d'amara.org | sous-titres réalisés para la communauté d'amara.org | sous-titres par la communauté d'amara.org | sous-titrage société radio-canada | sous-titrage st' | sous-titrage | sous-titres | merci d'avoir regardé cette vidéo | merci d'avoir regardé | merci d'avoir regardé cette vidéo et à bientôt | abonnez-vous à ma chaîne | abonnez-vous | musique | applaudissements
subtítulos realizados por la comunidad de amara.org | subtítulos por la comunidad de amara.org | subtítulos | gracias por ver el video | gracias por ver el vídeo | gracias por ver | muchas gracias por ver el video | suscríbete al canal | suscríbete | música | aplausos
`;

/** Words in lower case, without signs and years: as phrases are compared. */
export const wordsIn = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}\p{N}']+/gu) ?? []
  ).filter((word) => !/^\d{4}$|^'+$/u.test(word));

const phrasesIn = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .split(/[|\n]/u)
      .map((phrase) => wordsIn(phrase).join(' '))
      .filter((phrase) => phrase !== ''),
  );

export const habitPhrases = phrasesIn(habits);
export const creditPhrases = phrasesIn(credits);
