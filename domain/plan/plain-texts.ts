// Words that are right for any work, in four languages: they stand where a planner insisted on words that may not be used.
import type { Anchors } from './plan.ts';

type PlainTexts = {
  name: string;
  questions: readonly [string, string];
  greeting: string;
  closing: string;
  anchors: readonly [string, string, string, string, string];
  /** Behind an anchor 1 that says nothing of it. */
  notDone: string;
};

const texts = {
  en: {
    name: 'The work of this position',
    questions: [
      'Please tell me about a piece of your own work that shows this: “{name}”. What exactly did you do, and what came of it?',
      'What was difficult about your work on “{name}”, and how did you deal with that?',
    ],
    greeting:
      'Hello {name}, I am an AI interviewer that asks the questions of this interview. People read your answers, and people decide.',
    closing: 'Thank you, those were all my questions. People at the company review your answers.',
    anchors: [
      'Has not done this, or tells of nothing that they did.',
      'Names the subject, without a piece of their own work.',
      'Tells of a piece of their own work and of what they did in it.',
      'Gives the reasons for what they did, or what came of it.',
      'Weighs ways against each other and says what they would change.',
    ],
    notDone: 'Or has not done this.',
  },
  de: {
    name: 'Die Arbeit dieser Stelle',
    questions: [
      'Bitte erzählen Sie von einer eigenen Arbeit, die das zeigt: „{name}“. Was genau haben Sie getan, und was ist daraus geworden?',
      'Was war schwierig an Ihrer Arbeit zu „{name}“, und wie sind Sie damit umgegangen?',
    ],
    greeting:
      'Guten Tag {name}, ich bin eine KI und stelle die Fragen dieses Gesprächs. Menschen lesen Ihre Antworten, und Menschen entscheiden.',
    closing: 'Vielen Dank, das waren alle meine Fragen. Menschen im Unternehmen prüfen Ihre Antworten.',
    anchors: [
      'Hat das nicht getan oder erzählt von nichts Eigenem.',
      'Nennt das Thema, ohne ein Beispiel aus eigener Arbeit.',
      'Erzählt von einer eigenen Arbeit und den eigenen Schritten darin.',
      'Begründet das Vorgehen oder nennt, was daraus geworden ist.',
      'Wägt Wege gegeneinander ab und sagt, was heute anders wäre.',
    ],
    notDone: 'Oder hat das nicht getan.',
  },
  fr: {
    name: 'Le travail de ce poste',
    questions: [
      'Parlez-moi d’un travail que vous avez fait vous-même et qui montre ceci : « {name} ». Qu’avez-vous fait exactement, et avec quel résultat ?',
      'Qu’est-ce qui était difficile dans votre travail sur « {name} », et comment l’avez-vous résolu ?',
    ],
    greeting:
      'Bonjour {name}, je suis une IA et je pose les questions de cet entretien. Des personnes lisent vos réponses, et ce sont elles qui décident.',
    closing: 'Merci, c’étaient toutes mes questions. Des personnes de l’entreprise examinent vos réponses.',
    anchors: [
      'N’a pas fait cela, ou ne raconte rien de personnel.',
      'Nomme le sujet, sans exemple tiré de son propre travail.',
      'Raconte un travail fait soi-même et les étapes suivies.',
      'Donne les raisons de ses choix, ou leur résultat.',
      'Compare plusieurs voies et dit ce qui serait changé aujourd’hui.',
    ],
    notDone: 'Ou n’a pas fait cela.',
  },
  es: {
    name: 'El trabajo de este puesto',
    questions: [
      'Cuénteme un trabajo que hizo usted y que muestre esto: «{name}». ¿Qué hizo exactamente y con qué resultado?',
      '¿Qué fue difícil en su trabajo sobre «{name}» y cómo lo resolvió?',
    ],
    greeting:
      'Hola, {name}, soy una IA que hace las preguntas de esta entrevista. Las respuestas las leen personas, y deciden personas.',
    closing: 'Gracias, esas eran todas mis preguntas. Personas de la empresa revisan sus respuestas.',
    anchors: [
      'No lo ha hecho, o no cuenta nada propio.',
      'Nombra el tema, sin un ejemplo de su propio trabajo.',
      'Cuenta un trabajo propio y los pasos que dio en él.',
      'Da las razones de lo que hizo, o lo que resultó.',
      'Compara caminos y dice qué cambiaría hoy.',
    ],
    notDone: 'O no lo ha hecho.',
  },
} as const satisfies Record<string, PlainTexts>;

const isKnown = (language: string): language is keyof typeof texts => language in texts;

/** English where there are none in the language of `locale`. */
export const plainTexts = (locale: string): PlainTexts => {
  const language = locale.slice(0, 2).toLowerCase();
  return texts[isKnown(language) ? language : 'en'];
};

/** Null in a language that we do not write. */
export const notDoneIn = (locale: string): string | null => {
  const language = locale.slice(0, 2).toLowerCase();
  return isKnown(language) ? texts[language].notDone : null;
};

export const plainAnchors = ({ anchors: [one, two, three, four, five] }: PlainTexts): Anchors => ({
  '1': one,
  '2': two,
  '3': three,
  '4': four,
  '5': five,
});
