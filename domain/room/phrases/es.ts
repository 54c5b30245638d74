// The phrases of Spanish, for "usted" and "tú", as spoken in Spain and in America; without accents.
import type { PhraseTable } from './phrase-table.ts';

const human =
  '(?:(?:una?|la|el|otra) )?(?:persona|humano|ser humano|reclutador|reclutadora)(?: (?:real|humana|de verdad|de carne y hueso|fisica))?';
const machine = '(?:(?:una?|la|el|esta|este) )?(?:maquina|robot|bot|chatbot|ordenador|computadora|ia|programa)';
const want =
  '(?:yo )?(?:quiero|quisiera|querria|prefiero|preferiria|deseo|desearia|me gustaria)(?: (?:mejor|mas bien|mucho mas))?';
const you =
  '(?:(?:me|lo|la|me lo|me la) )?(?:puede|podria|puedes|podrias|pueden|podrian)(?: (?:usted|ustedes|tu))?|(?:le|te) importa(?:ria)?|seria tan amable de';
const may = '(?:puedo|podria|se puede|se podria|es posible|seria posible|hay forma de|hay manera de)';
const canWe = '(?:podemos|podriamos)';
const talk = '(?:hablar|conversar|seguir|continuar|hacer (?:la|esta) entrevista|hacerlo|tener (?:la|esta) entrevista)';
const question = '(?:la|esta|su|tu)(?: ultima)? pregunta';
const it = `(?:eso|esto|lo|${question})`;
const meant =
  '(?:(?:lo )?que (?:me )?(?:quiere|quieres|pregunta|preguntas|pide|pides|esta preguntando|estas preguntando|dice|dices)(?: (?:decir|saber|decirme))?|(?:lo )?que (?:me )?(?:preguntan|piden)|que significa|a que se refiere|de que se trata|que (?:tengo que )?(?:decir|responder|contestar))';
const other =
  '(?:de otra (?:forma|manera)|de otro modo|(?:con|en) otras palabras|(?:con|en) palabras (?:mas )?sencillas|mas (?:sencillo|claro|facil|simple|despacio)|de (?:forma|manera) mas (?:sencilla|clara|simple))';
const interview = '(?:la entrevista|esta entrevista|la conversacion|esto|aqui|todo|ahora)';
const rest = '(?:una? )?(?:(?:pequena|pequeno|breve|corta|corto) )?(?:pausa|descanso)(?: (?:corta|corto|breve))?';
const wait = '(?:(?:un|una) )?(?:momento|momentito|segundo|minuto|instante)';
const device =
  '(?:(?:mi|el|la|los) )?(?:microfono|sonido|audio|pagina|conexion|pantalla|teclado|auriculares|enlace|internet|sitio)';
const here = '(?: (?:aqui|con esto|con eso|con (?:la|esta) pregunta))?';
const again = '(?:otra vez|de nuevo|nuevamente|una vez mas)';
const little = '(?: (?:bien|muy bien|del todo|nada|mucho|la verdad))?';
const grasp = '(?:entiendo|entendi|comprendo|comprendi|he entendido|he comprendido)';

export const spanishPhrases: PhraseTable = {
  spellings: [
    [
      /\b(?:eh+|em+|mmm*|hm+|este|pues|bueno|o sea|por favor|porfa|porfavor|ahora mismo|ya|un poco|es que|mire|mira|vera|la verdad es que|disculpe la molestia|solo|quizas?|tal vez)\b,?/gu,
      '',
    ],
    [/\b(?:yo|usted)\b/gu, ''],
    [/ {2,}/gu, ' '],
  ],
  joints:
    /\b(?:y|pero|asi que)\b|(?<!\b(?:me|lo|la|le|alguien|no|que) )\b(?=(?:me )?(?:lo |la )?(?:puede|podria|puedes|podrias) (?:repetir|repetirme|repetirla|explicar|explicarme|reformular|decir|ayudar|ayudarme)|no (?:entiendo|entendi|comprendo|he entendido)\b|(?:prefiero|quiero|quisiera|me gustaria)\b)/gu,
  courtesy: {
    lead: 'perdon|perdone|perdona|perdoneme|disculpe|disculpa|disculpeme|lo siento(?: mucho)?|hola|buenos dias|buenas tardes|buenas noches|buenas|ok|okay|vale|si|ah|oh|gracias|creo que|me temo que|sinceramente|francamente|la verdad|entonces|sorry',
    tail: 'gracias|muchas gracias|perdon|disculpe|lo siento|si es posible|si se puede|si no (?:le|te) importa|si puede ser|entonces',
    alone: 'no|es posible|se puede|gracias de antemano|con permiso',
  },
  astonished: /^¿?\s?(?:perdone?|perdona|como|como dice|que|mande|disculpe|disculpa|eh)(?:\s?\?)+$/u,
  wishes: {
    person: [
      `(?:${want}|${may}|necesito) ${talk} con ${human}(?: (?:mejor|directamente|en su lugar|en vez de esto))?`,
      `(?:${want}|necesito) (?:a )?(?:una persona|un humano|un ser humano)(?: (?:real|de verdad|humana))?`,
      `(?:paseme|pasame|pongame|ponme|comuniqueme|conecteme) con ${human}`,
      `hay ${human} con (?:la|el) que (?:pueda|puedo) hablar|hay ${human} con quien (?:pueda|puedo|podria) hablar`,
      '(?:con )?una persona(?: (?:real|humana|de verdad))?|un humano|un ser humano',
      `(?:no (?:quiero|quisiera|me gusta|me gustaria|deseo)|prefiero no) hablar con ${machine}`,
      `no hablo con ${machine}s?`,
    ],
    stop: [
      `${want} (?:parar|terminar|acabar|cancelar|finalizar|abandonar|dejar|interrumpir|detener|salir de)(?: ${interview})?`,
      `${want} (?:dejarlo|pararlo|terminarla|dejarla|retirarme)(?: aqui)?`,
      `no (?:quiero|deseo|puedo|voy a) (?:seguir|continuar)(?: mas)?(?: con (?:esto|la entrevista|esta entrevista))?`,
      `${want} retirar mi (?:candidatura|solicitud|postulacion)|retiro mi (?:candidatura|solicitud|postulacion)|me retiro`,
      `${canWe} (?:parar|terminar|dejarlo|acabar)(?: ${interview})?|${may} (?:parar|terminar)(?: ${interview})?`,
      `(?:paremos|terminemos|dejemoslo|acabemos)(?: ${interview})?|(?:pare|termine|detenga|cancele) (?:la entrevista|esta entrevista)`,
      'stop|parar|basta|me rindo|abandono',
    ],
    help: [
      `(?:necesito|${want})(?: algo de)? ayuda${here}|(?:me )?ayuda${here}|ayudeme${here}|ayudame${here}`,
      `(?:${you}) (?:ayudar|ayudarme)${here}|(?:puede|podria) (?:alguien )?ayudarme(?: alguien)?${here}|alguien (?:me )?(?:puede|podria) (?:ayudar|ayudarme)${here}`,
      'socorro|auxilio',
      `tengo (?:un )?(?:problema|problemas) con ${device}`,
      '(?:tengo|hay) (?:un |una )?(?:problema|problemas|dificultad|dificultades) (?:tecnicos?|tecnicas?)',
      `${device} no (?:me )?(?:funciona|funcionan|carga|va|responde)|no (?:me )?(?:funciona|funcionan|carga|va) ${device}`,
      `(?:${may} tener|(?:${you}) dar(?:me)?) mas tiempo${here}`,
      'necesito mas (?:de )?tiempo para (?:responder|contestar|pensar|(?:la|esta) pregunta)',
      `(?:necesito|${want}) (?:una adaptacion|un ajuste)`,
    ],
    pause: [
      `(?:${canWe}|${may}|${want}) (?:hacer |tomar |tomarme |tener )?${rest}`,
      `necesito (?:hacer |tomar )?${rest}|necesito ${wait}(?: para pensar)?|hacemos ${rest}|hagamos ${rest}|${rest}`,
      `${wait}|(?:espere|espera)(?: ${wait})?|(?:deme|dame|denme) ${wait}(?: para pensar)?`,
    ],
    reword: [
      `no (?:(?:lo|le|la|te) )?${grasp}${little}(?: (?:${question}|${meant}|eso|esto))?`,
      `no (?:se|estoy segur[oa] de)${little} (?:${meant}|haber entendido(?: ${question})?|si (?:he entendido|entiendo|entendi) ${question})`,
      `no me (?:queda|quedo|ha quedado) (?:muy )?(?:claro|clara)(?: (?:${question}|${meant}))?|no (?:esta|veo) (?:muy )?(?:clara?) ${question}`,
      `${question} no (?:me queda|esta|es|se entiende)(?: (?:muy )?clara)?|${question} es (?:confusa|muy complicada|demasiado complicada|dificil de entender)|no se entiende ${question}`,
      '(?:que (?:quiere|quieres) decir|a que se refiere|a que te refieres|que significa)(?: (?:eso|esto|con eso|con esto|exactamente|la pregunta))?',
      `(?:${you}) (?:explicar|explicarme|explicarlo|explicarla|explicarmelo|reformular|reformularla|aclarar|aclararme|aclararlo|simplificar|precisar)(?: (?:${it}))?(?: ${other})?`,
      `(?:${you}) (?:decir|decirlo|decirla|preguntar|preguntarlo|formular|formularla|plantear|hacer)(?: (?:${it}))? ${other}`,
      `(?:reformule|explique|expliqueme|explicame|aclare|aclareme)(?: (?:${it}))?(?: ${other})?|(?:digalo|dilo|digamelo) ${other}`,
      '(?:con|en) otras palabras|de otra (?:forma|manera)|mas sencillo',
    ],
    repeat: [
      `(?:${you}) (?:repetir|repetirme|repetirla|repetirlo|repetirmela|releer|leerme)(?: (?:${it}))?(?: ${again})?`,
      `(?:${you}) (?:(?:volver a )(?:decir|leer|hacer|preguntar|decirme|leerme)|(?:decir|decirlo|leer|leerla|hacer|preguntar)(?: (?:${it}))? ${again})(?: (?:${it}))?`,
      `(?:repita|repite|repitame|repiteme|repitala|repitela|repitalo|repitelo|repetir)(?: (?:${it}))?(?: ${again})?`,
      `(?:${may}) (?:oir|escuchar|leer|ver|volver a oir|volver a escuchar|volver a leer)(?:la)?(?: ${question})?(?: ${again})?`,
      `(?:cual|como|que) (?:era|es|fue) ${question}`,
      'que (?:ha|has) (?:dicho|preguntado)|que (?:dijo|dijiste|pregunto|preguntaste)|como dice|mande',
      `no (?:(?:lo|le|la|te) )?(?:he )?(?:oido|oi|escuchado|escuche|escucho|oigo)${little}(?: (?:${question}|nada|lo que ha dicho|lo que dijo))?`,
      `(?:se me (?:olvido|ha olvidado)|he olvidado|olvide) ${question}|${again}`,
    ],
  },
  choices: {
    go_on: [
      `(?:(?:${want}|si|podemos|vamos a) )?(?:seguir|continuar|pasar)(?: (?:con (?:la entrevista|la pregunta|la siguiente)|adelante|a la siguiente(?: pregunta)?|con la siguiente pregunta))?`,
      '(?:sigamos|continuemos|seguimos|sigo|continuo|adelante)(?: con la entrevista)?|(?:la )?siguiente(?: pregunta)?|da igual|no importa|dejelo|he cambiado de (?:idea|opinion)',
    ],
    help: ['(?:pedir |quiero |necesito )?ayuda'],
    person: [`(?:si )?(?:con )?${human}`, `(?:si )?${talk} con ${human}`],
    finish: [`(?:${want} )?(?:terminar|acabar|finalizar)(?: aqui| la entrevista)?`],
    withdraw: [
      `(?:${want} )?(?:retirarme|retirar mi (?:candidatura|solicitud|postulacion))|me retiro|retiro mi (?:candidatura|solicitud)`,
    ],
  },
  yes: /^(?:si|si gracias|claro|si claro|vale|ok|okay|de acuerdo|si de acuerdo|por supuesto|exacto|exactamente|correcto|desde luego|hagalo)$/u,
  no: /^(?:no|no gracias|mejor no|no mejor no|ahora no|todavia no)$/u,
};
