// What the screens for speaking say.
import type { VoiceMessages } from '../en/voice.ts';

export const voice: VoiceMessages = {
  type: 'Prefiero escribir',
  begin: 'Empezar a hablar',
  beginAnew: 'Empezar de nuevo',
  done: 'He terminado',
  sendKept: 'Enviar lo grabado',
  opening: 'Es posible que el navegador pregunte si podemos usar el micrófono. Elija «Permitir».',
  policy: 'Puede grabar una respuesta tantas veces como quiera antes de enviarla. Cuenta la última grabación.',
  recording: 'Grabando',
  captions: 'Lo que dice se convierte en texto. Podrá leerlo y corregirlo antes del final.',
  pause: {
    asked: 'Tras una pausa de {seconds} segundos le preguntamos si ha terminado.',
    button: 'Esperamos a que pulse «He terminado», por largas que sean sus pausas.',
  },
  sound: {
    starting: 'Le escuchamos',
    nothing: 'Todavía nada: ¿está elegido el micrófono correcto?',
    quiet: 'Muy bajo: acérquese',
    heard: 'Le oímos',
    pausing: 'Tómese su tiempo',
  },
  muted: 'Su micrófono está silenciado. Actívelo en el aparato o en los auriculares; la grabación continúa.',
  microphone: 'Micrófono',
  changeNote: 'Si elige otro micrófono, esta respuesta empieza de nuevo.',
  still: {
    title: 'Tómese su tiempo. ¿Sigue ahí?',
    text: 'Si no dice nada, enviamos su respuesta en {seconds} segundos. Hable, o pulse el botón, para continuar.',
    here: 'Sigo aquí',
    back: 'Bien. Seguimos escuchando.',
  },
  why: {
    left: {
      title: 'Su respuesta se interrumpió',
      text: 'Hemos guardado {time}. Puede enviar esa parte, o grabar la respuesta desde el principio.',
    },
    lost: {
      title: 'El micrófono se ha detenido',
      text: 'Quizá se desconectó, o lo está usando otra aplicación. Lo que dijo hasta entonces está guardado: {time}. Puede enviarlo, o grabar la respuesta desde el principio.',
    },
    full: {
      title: 'Esta respuesta no puede ser más larga',
      text: 'Duración grabada: {time}. Puede enviarla, o grabar una respuesta más corta.',
    },
    refused: {
      title: 'No se pudo enviar la grabación',
      text: 'Sus respuestas anteriores están a salvo. Inténtelo una vez más, grabe la respuesta de nuevo, o escríbala.',
    },
  },
  trouble: {
    refused: {
      title: 'No podemos usar el micrófono',
      text: 'El navegador no lo ha permitido. Elija el candado o el micrófono junto a la dirección, permita el micrófono e inténtelo de nuevo. O escriba sus respuestas: cuenta exactamente igual.',
    },
    missing: {
      title: 'No encontramos ningún micrófono',
      text: 'Conecte uno o encienda sus auriculares, e inténtelo de nuevo. O escriba sus respuestas: cuenta exactamente igual.',
    },
    busy: {
      title: 'Otra aplicación está usando el micrófono',
      text: 'Cierre las llamadas y las demás aplicaciones que graban, e inténtelo de nuevo. O escriba sus respuestas: cuenta exactamente igual.',
    },
    insecure: {
      title: 'El micrófono está bloqueado en esta página',
      text: 'La página no se abrió con una conexión segura. Abra de nuevo el enlace de su correo. O escriba sus respuestas: cuenta exactamente igual.',
    },
    unsupported: {
      title: 'Este navegador no puede grabar',
      text: 'Abra el mismo enlace en un navegador más nuevo. O escriba aquí sus respuestas: cuenta exactamente igual.',
    },
    failed: {
      title: 'El micrófono no se puso en marcha',
      text: 'No se grabó nada. Inténtelo de nuevo, o elija otro micrófono. O escriba sus respuestas: cuenta exactamente igual.',
    },
    empty: {
      title: 'Todavía no se ha grabado nada',
      text: 'Pulse «Empezar a hablar» y hable antes de pulsar «He terminado». O escriba su respuesta.',
    },
  },
  practised: 'Ha funcionado. No se ha guardado nada.',
  sending: {
    working: 'Estamos guardando su respuesta. Deje esta página abierta.',
    parts: 'Han llegado {arrived} de {made} partes.',
    waiting: 'Su respuesta está guardada en este dispositivo. La enviamos en cuanto vuelva la conexión.',
    memory: 'No hay conexión. Deje esta página abierta: sin ella, este navegador no puede guardar su respuesta.',
  },
  offline: 'Sin conexión en este momento. La grabación continúa y queda guardada en este dispositivo.',
  offlineMemory:
    'Sin conexión en este momento. La grabación continúa. Deje esta página abierta: de otro modo, este navegador no puede guardarla.',
  memory: 'Este navegador no puede guardar grabaciones. Deje esta página abierta hasta que se envíe su respuesta.',
  listen: {
    play: 'Escuchar',
    again: 'Escuchar otra vez',
    stop: 'Detener',
    always: 'Leer cada pregunta en voz alta',
  },
  check: {
    title: '¿Podemos oírle?',
    lead: 'Una breve prueba de su micrófono. Se queda en este dispositivo.',
    start: 'Probar el micrófono',
    speak: 'Diga una o dos frases, por ejemplo qué ha desayunado.',
    record: 'Grabar 5 segundos',
    recording: 'Grabando: quedan {seconds} segundos',
    play: 'Escuchar la grabación',
    hint: '¿Se oye bien su voz? Si no se oye nada, elija otro micrófono abajo o revise el volumen.',
    silent:
      'La grabación está en silencio. Elija otro micrófono, quite el silencio de los auriculares, o acérquese. Después grabe de nuevo.',
    again: 'Grabar otra vez',
    good: 'Se oye bien',
  },
};
