// What the screens of the conversation say.
import type { ConversationMessages } from '../en/conversation.ts';

export const conversation: ConversationMessages = {
  field: 'Su respuesta',
  closingField: '¿Quiere añadir algo? (Puede dejarlo vacío.)',
  choiceField: 'O responda a la pregunta de todos modos, con sus palabras',
  hint: 'Tómese su tiempo. Su texto se guarda mientras escribe.',
  send: 'Enviar respuesta',
  sendAndGoOn: 'Enviar y continuar',
  notUnderstood: 'No lo entiendo',
  speak: 'Prefiero hablar',
  empty: 'Escriba primero unas palabras. Si no tiene respuesta a esta pregunta, dígalo sin más.',
  tooLong: 'Es más largo de lo que podemos recibir. Por favor, acórtelo en {count} caracteres.',
  refused:
    'No hemos podido recibir esta respuesta tal como está. Su texto sigue aquí. Por favor, cámbielo un poco y envíelo otra vez.',
  kinds: {
    follow_up: 'Una pregunta más sobre su última respuesta',
    repeat: 'La misma pregunta otra vez',
    choice: 'Usted elige',
  },
  overSoon:
    'El tiempo previsto ha terminado. En un minuto más o menos enviamos lo que ha escrito, para que no se pierda.',
  stay: 'Sigue en la entrevista. Para salir, elija «Ayuda y opciones» y después «Terminar más tarde».',
  returned: {
    'other-question': {
      title: 'Esto no se ha enviado',
      text: 'Ahora hay otra pregunta abierta. No se ha perdido nada: esto es lo que escribió.',
    },
    'time-over': {
      title: 'Esto llegó cuando el tiempo ya había terminado',
      text: 'Ya no se pudo añadir. Esto es lo que escribió, para que pueda guardarlo.',
    },
    'other-device': {
      title: 'También escribió esto en esta ventana',
      text: 'La respuesta de abajo se escribió después, en otra ventana o en otro dispositivo. Puede usar las dos.',
    },
  },
  use: 'Ponerlo en la respuesta',
  drop: 'No lo necesito',
  sending: {
    title: 'Guardando su respuesta',
    safe: 'Su respuesta queda en esta ventana hasta que la tengamos. Por favor, deje la página abierta.',
    lost: 'Ahora no hay conexión. Seguimos intentándolo, no tiene que hacer nada. Mientras tanto su tiempo se detiene, a los 15 segundos como máximo.',
    fault: 'Algo no funciona por nuestra parte. Seguimos intentándolo, no tiene que hacer nada. No le cuesta tiempo.',
    yours: 'Su respuesta',
    chosen: 'Su elección está en camino.',
    spoken: 'Su grabación ha llegado. La estamos convirtiendo en texto.',
  },
  review: {
    title: 'Compruebe lo que hemos entendido',
    lead: 'Estas son sus respuestas. Las palabras difíciles de oír están subrayadas. Puede corregir lo que dijo; lo que escribió queda como lo envió.',
    typedLead: 'Estas son sus respuestas, tal como las envió.',
    loading: 'Buscando sus respuestas…',
    failed:
      'Ahora no podemos mostrar sus respuestas. Están a salvo. Puede terminar y leerlas más tarde en «Mi entrevista».',
    act: 'Está bien así',
    note: 'Después la entrevista queda terminada y ya no se puede responder más.',
  },
  finish: {
    title: 'Eso es todo. Gracias.',
    next: 'Qué pasa ahora',
    read: 'Un programa compara sus respuestas con lo que pide el puesto y escribe una primera valoración. No decide nada.',
    decide: 'Una persona de {company} lee sus respuestas y decide. Después {company} se pone en contacto con usted.',
    back: 'Hasta el {until} el mismo enlace le trae de vuelta: puede leer sus respuestas, llevarse una copia y ejercer sus derechos.',
    backOpen:
      'El mismo enlace le trae de vuelta: puede leer sus respuestas, llevarse una copia y ejercer sus derechos.',
    save: 'Guardar el comprobante',
    print: 'Imprimir el comprobante',
    fileName: 'entrevista-comprobante.txt',
    mine: 'Mi entrevista',
    act: 'Listo',
    close: 'Ya puede cerrar esta página.',
  },
  paused: {
    title: 'En pausa',
    text: 'El tiempo está detenido, y todo lo que ha enviado está a salvo. Tómese el tiempo que necesite.',
    until: 'Puede continuar hasta el {until}.',
  },
  later: {
    title: 'Hasta luego',
    text: 'Todo lo que ha enviado está a salvo. El mismo enlace le trae de vuelta a este punto, en este u otro dispositivo.',
    until: 'Puede volver hasta el {until}.',
    left: 'Hasta entonces su tiempo no corre.',
    act: 'Continuar ahora',
  },
};
