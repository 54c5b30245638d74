// Words that carry grammar rather than substance in each language of the room: what differs between two texts that say the same.
import type { RoomLanguage } from '../room/language.ts';
import { fillers, stopWords } from './stop-words.ts';

const german = `aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bitte da dabei dadurch dafür dagegen damals
damit danach daran darauf daraus darin darüber dass davon dazu dein dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort
durch ein eine einem einen einer eines einmal er es etwas euch euer für gab ganz gar gegen gibt genau geworden habe haben hat hatte hatten hier hin ich ihm
ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können könnten man mehr mein meine meinem
meinen meiner mich mir mit nach nicht noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit selbst sich sie sind so solche soll sollte sondern
sowie um und uns unser unsere unserem unseren unserer unter vom von vor war waren was weil weiter wenn wer werden wie wieder will wir wird wo wurde wurden
während würde würden zu zum zur zwar zwischen über`;
const french = `a ai aient ainsi alors après as au aucun aussi autre autres aux avaient avais avait avant avec avez avons c car ce ceci cela celle celui ces cet
cette ceux chaque chez comme d dans de depuis des donc dont du elle elles en encore entre es est et étaient étais était étant été êtes être eu eux fait
faites fois font ici il ils j je l la là le les leur leurs lors lui m ma mais me même mêmes mes moi mon n ne nos notre nous on ont ou où par parce pas pendant
peu plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se ses si soi sommes son sont sous sur t ta te tes toi ton tous tout toute
toutes très tu un une vers vos votre vous y`;
const spanish = `a al algo algún alguna algunas alguno algunos ante antes aquel aquella así aun aunque bien cada como con contra cual cuando cuál cuándo cómo de
del desde donde dónde dos durante e el él ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta está estaba estado están estas este
esto estos estuvo fue fueron ha haber había habían han has hasta hay haya he hemos hizo hubo la las le les lo los luego más me mi mí mientras mis mismo mucho
muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues que qué quien quién se sea ser si sí sido sin
sino sobre solo sólo son soy su sus también tan tanto te tenía tiene tienen todo todos tras tu tú tuvo un una unas uno unos usted ustedes y ya yo`;

const listed = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

export const smallWords: Readonly<Record<RoomLanguage, ReadonlySet<string>>> = {
  en: stopWords,
  de: listed(german),
  fr: listed(french),
  es: listed(spanish),
};

/** "Um" and "er" are small words of German, and said by whoever thinks aloud in English. */
const telling = (language: RoomLanguage): ReadonlySet<string> =>
  new Set([...smallWords[language]].filter((word) => !fillers.has(word)));

/** Those by which a language is told, also some that the room does not speak. */
export const languageWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: telling('en'),
  de: telling('de'),
  fr: telling('fr'),
  es: telling('es'),
  it: listed('il lo gli una che di del per con come ma molto mio io è era quando perché anche noi sono della nel ho'),
  pt: listed('o os as uma que de do da para com como mas muito meu eu é foi quando porque também nós não em e na no'),
  nl: listed('de het een en ik is was met voor niet wij van op te hebben als ook zeer mijn maar dat die heb'),
  pl: listed('i w na z do jest się nie że to jak ale bardzo mój ja był kiedy ponieważ także my przez'),
};
