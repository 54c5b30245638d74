// What the screens before the first question say.
import type { StartMessages } from '../en/start.ts';

export const start: StartMessages = {
  opening: 'Abriendo su entrevista',
  welcome: {
    title: 'Su entrevista para {position}',
    titleWithoutPosition: 'Su entrevista con {company}',
    lead: '{company} le invita a una entrevista que puede hacer aquí, cuando le venga bien.',
    machine: {
      title: 'Un programa pregunta, las personas deciden',
      text: 'Un sistema de IA le hace preguntas. Personas de {company} leen sus respuestas y deciden.',
    },
    time: 'Tiempo',
    minutes: { one: 'Aproximadamente {count} minuto de preguntas.', other: 'Unos {count} minutos de preguntas.' },
    extra: 'Su tiempo adicional está incluido.',
    pauses: 'Puede parar y volver hasta el {until}.',
    pausesOpen: 'Puede parar y volver más tarde con el mismo enlace.',
    ways: {
      title: 'A su manera',
      text: 'Puede escribir o hablar, y cambiarlo en cada pregunta.',
      typed: 'Usted escribe sus respuestas, a su ritmo.',
    },
    kept: {
      title: 'Qué se guarda',
      text: 'La página siguiente dice qué se guarda, cuánto tiempo y quién lo lee. No se graba nada antes de que usted acepte.',
    },
    person: {
      title: 'Mejor una persona',
      text: 'Si prefiere hablar con una persona, elija «Ayuda y opciones» arriba, en cualquier página. No cuenta en su contra.',
    },
    act: 'Continuar',
  },
  consent: {
    title: 'Lo que usted acepta',
    lead: 'Por favor, lea este texto. Usted acepta exactamente estas palabras, y puede guardar una copia.',
    changed: 'El texto ha cambiado entretanto. Este es el nuevo: por favor, léalo otra vez.',
    copy: 'Guardar una copia',
    fileName: 'entrevista-consentimiento.txt',
    fileHash: 'Número de este texto (SHA-256): {hash}',
    agree: 'Acepto',
    person: 'Prefiero hablar con una persona',
    personTitle: '¿Prefiere hablar con una persona?',
    personText:
      'Esta entrevista termina entonces, y se pide a {company} que le ofrezca una con una persona. No cuenta en su contra.',
    personAct: 'Sí, hablar con una persona',
    back: 'Volver al texto',
    agreed: 'Usted ha aceptado este texto.',
  },
  how: {
    title: '¿Cómo quiere responder?',
    lead: 'Puede cambiarlo en cada pregunta.',
    ways: 'Escribir o hablar',
    typed: 'Escribir',
    typedDetail: 'Escriba sus respuestas a su ritmo. No hace falta micrófono.',
    spoken: 'Hablar',
    spokenDetail: 'Diga sus respuestas. Verá lo que hemos entendido y podrá corregirlo.',
    onlyTyped: 'En esta entrevista usted escribe sus respuestas. No hace falta micrófono.',
    pauses: 'Cuando hace una pausa al hablar',
    pausesHint: 'Cada persona piensa a su ritmo. Nunca le cortamos: primero preguntamos.',
    pause: {
      short: 'Preguntarme pronto si he terminado',
      normal: 'Esperar un poco y luego preguntar',
      long: 'Esperar mucho y luego preguntar',
      button: 'No preguntar nunca: pulso un botón cuando termino',
    },
    extra: 'Tiene tiempo adicional: unos {minutes} minutos en total.',
    language: 'Idioma de esta página',
    languageHint: 'Las preguntas siguen en el idioma de la entrevista: {language}.',
    act: 'Continuar',
  },
  practice: {
    title: 'Práctica: ¿cuál es su plato favorito, y por qué?',
    mark: 'Esto es solo una práctica. No se guarda ni se envía, y nadie lo lee.',
    field: 'Su respuesta de práctica',
    next: 'Cuando quiera, hacemos la primera pregunta y empieza a contar el tiempo. Se detiene siempre que usted haga una pausa.',
    act: 'Empezar',
  },
};
