// What the room says in Spanish.
import type { NoticeWordsFacts, RoomWords } from './words.ts';

const employer = 'la empresa';
const first = (company: string): string => (company === employer ? 'La empresa' : company);

const days = (count: number): string => (count === 1 ? '1 día' : `${count} días`);

const engine = ({ disclosure, englishOnly }: NoticeWordsFacts): string => {
  const { engine: name, model } = disclosure;
  const only = englishOnly ? ' Estas reglas solo saben inglés: las preguntas se hacen en inglés.' : '';
  if (name === 'offline')
    return `Las preguntas y la primera valoración vienen de reglas incluidas en Parley (motor «offline»); no se usa ningún servicio de IA externo.${only}`;
  const served = model === null ? '' : `, modelo «${model}»`;
  return `Las preguntas de seguimiento y la primera valoración vienen de un modelo de lenguaje (motor «${name}»${served}). Recibe las preguntas y sus respuestas, nunca sus datos de contacto.`;
};

const recorded = ({ disclosure: { speech } }: NoticeWordsFacts): string[] => {
  const notAnalysed = 'Su voz, su rostro, su acento y sus emociones no se analizan.';
  if (speech === null)
    return [
      `Qué se registra: las preguntas, sus respuestas como texto y cuándo las dio. En esta entrevista usted escribe las respuestas; ni el micrófono ni la cámara graban nada. ${notAnalysed}`,
      'Puede volver a leer sus respuestas en cualquier momento mientras el enlace funcione.',
    ];
  return [
    `Qué se registra: las preguntas, sus respuestas como texto y cuándo las dio. Cuando habla, también se graba el sonido de su respuesta y se envía a un servicio de voz (${speech.host}, modelo «${speech.model}») que lo convierte en texto. No se graba nada mientras no esté respondiendo en voz alta. ${notAnalysed}`,
    'Puede escuchar lo que dijo, leer lo que se entendió y corregirlo, mientras el enlace funcione. La corrección queda junto a lo que se entendió; se conservan las dos cosas.',
  ];
};

const notice = (facts: NoticeWordsFacts): string[] => {
  const { company, disclosure, planRevision, retentionDays } = facts;
  const position = facts.position === null ? '' : ` para el puesto «${facts.position}»`;
  const typing = disclosure.speech === null ? '' : 'Puede escribir en lugar de hablar, y cambiar en cada pregunta. ';
  const listen = disclosure.speech === null ? '' : ' y pueden escuchar lo que dijo';
  return [
    `Esta es una entrevista automatizada${position}, en nombre de ${company}.`,
    'Usted habla con un sistema de IA, no con una persona.',
    engine(facts),
    `La conversación tiene lugar en el servicio «${disclosure.voiceProvider}».`,
    ...recorded(facts),
    `Cuánto tiempo se conserva: los plazos fijados para ${company}, contados desde el final de la entrevista, son de ${days(retentionDays.personal)} para sus datos personales y sus respuestas, de ${days(retentionDays.recordings)} para las grabaciones, si las hay, y de ${days(retentionDays.assessments)} para la valoración. Lo que llega a su plazo se borra en dos días. Solo una obligación legal de conservarlo, anotada para su entrevista con un motivo y una fecha final, hace que ${company} lo conserve más tiempo. Puede pedir a ${company} que borre sus datos antes, también aquí, en la sala de entrevista.`,
    `Quién lo lee: en ${company}, las personas que se ocupan de su candidatura leen sus respuestas${listen}. Queda anotado quién las ha leído.`,
    `Quién decide: el programa compara sus respuestas con criterios que una persona aprobó antes de la entrevista (versión ${planRevision} del plan). Una persona de ${company} lee el resultado y decide; nada se decide de forma automática.`,
    `${typing}Hay un límite de tiempo, siempre a la vista; puede hacer una pausa cuando quiera y el reloj se detiene. Puede irse y volver con el mismo enlace, también en otro dispositivo: cada respuesta confirmada se conserva.`,
    'Puede pedir ayuda o una adaptación en cualquier momento, antes de la entrevista y durante ella.',
    'Puede pedir en cualquier momento que le entreviste una persona, o retirarse. Pedir una persona no cuenta en su contra.',
    'Cuando una persona haya decidido, puede pedir aquí, en la sala de entrevista, que una persona revise la decisión.',
    `Puede retirar su consentimiento en cualquier momento, en el mismo lugar donde lo dio. La entrevista termina entonces, lo que dijo no se valora y se pide a ${company} que le ofrezca una persona. Si una persona de ${company} ya ha decidido, esa decisión se mantiene y se informa a ${company} de su retirada.`,
    'La entrevista empieza solo cuando usted acepta este aviso. Si no lo acepta, solo se registra esa elección.',
  ];
};

const withdrawal: RoomWords['withdrawal'] = (effect, company) => {
  switch (effect) {
    case 'nothing_starts':
      return 'Si no acepta el aviso, la entrevista no empieza y solo se registra esa elección.';
    case 'interview_ends':
      return `Si retira su consentimiento, la entrevista termina definitivamente: no se hace ninguna pregunta más, lo que dijo no se valora y se pide a ${company} que le ofrezca una persona. Si una persona de ${company} ya ha decidido, esa decisión se mantiene y se informa a ${company} de su retirada.`;
    case 'interview_ended':
      return `Ha retirado su consentimiento. La entrevista ha terminado: no se hace ninguna pregunta más, lo que dijo no se valora y se pide a ${company} que le ofrezca una persona. Lo que dijo queda sellado hasta que acabe su plazo, salvo que ${company} lo borre antes: puede pedirlo.`;
    case 'recorded':
      return `Ha retirado su consentimiento después de que una persona de ${company} decidiera. Esa decisión se mantiene; se informa a ${company} de su retirada, y ningún programa trabaja ya con lo que dijo. Puede pedir a ${company} que lo borre.`;
  }
};

const choose: RoomWords['choose'] = (wish, company) => {
  switch (wish) {
    case 'person':
      return `Puede entrevistarle una persona. Esta entrevista termina entonces aquí, lo que dijo en ella no se valora y se pide a ${company} que una persona se ponga en contacto con usted. Pedir una persona no cuenta en su contra. ¿Lo prefiere así, o seguimos?`;
    case 'stop':
      return '¿Quiere parar? Puede terminar aquí, y lo que ha dicho hasta ahora se valora; retirarse, y no se valora nada; o pedir que le entreviste una persona, que se pondrá en contacto con usted. O seguimos. ¿Qué prefiere?';
    case 'help':
      return `Puedo decir a las personas responsables de ${company} que quiere ayuda; la entrevista sigue mientras tanto. También puede pedir que le entreviste una persona, que se pondrá en contacto con usted; esta entrevista termina entonces y no se valora. O seguimos. ¿Qué prefiere?`;
    case 'pause':
    case 'repeat':
    case 'reword':
      return `Quizá no sé plantear bien esta pregunta. Podemos seguir con la siguiente, o digo a las personas responsables de ${company} que quiere ayuda. También puede pedir que le entreviste una persona, que se pondrá en contacto con usted; esta entrevista termina entonces y no se valora. Si quiere responder a la pregunta de todos modos, hágalo.`;
  }
};

export const spanish: RoomWords = {
  employer,
  notice,
  withdrawal,
  erasure: {
    possible: (company) =>
      `Puede pedir a ${company} que borre lo que dijo y lo que se sabe de usted. Su petición se registra con su hora y se informa a ${company} enseguida. ${first(company)} decide, y quizá tenga que conservar datos donde la ley lo exija.`,
    asked: (company) =>
      `Ha pedido el borrado. Su petición está registrada y se ha informado a ${company}. Cuando se hayan borrado sus datos, este enlace ya no llevará a ninguna parte.`,
  },
  again: {
    repeat: (question) => `Aquí está la pregunta otra vez: ${question}`,
    reword: (question) => `En otras palabras: ${question}`,
    helped: (question) =>
      `Las personas responsables ya saben que quiere ayuda. Mientras tanto podemos seguir. ${question}`,
    pause: (question) =>
      `Puede hacer una pausa cuando quiera: el tiempo se detiene hasta que usted siga, y la pregunta le espera. ${question}`,
    back: (question) => `Bien, sigamos. ${question}`,
  },
  choose,
  unclear: (choice) => `No he entendido qué prefiere. ${choice}`,
  labels: {
    help: 'Pedir ayuda',
    person: 'Que me entreviste una persona',
    finish: 'Terminar aquí: lo que dije se valora',
    withdraw: 'Retirarme: no se valora nada',
  },
  goOn: { withNext: 'Seguir con la siguiente pregunta', withInterview: 'Seguir con la entrevista' },
};
