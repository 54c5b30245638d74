// What the frame around every screen says: bar, status, clock, ways out, trouble.
import type { FrameMessages } from '../en/frame.ts';

export const frame: FrameMessages = {
  title: 'Entrevista',
  help: 'Ayuda y opciones',
  close: 'Cerrar',
  back: 'Volver',
  goOn: 'Continuar',
  tryAgain: 'Intentar de nuevo',
  working: 'Un momento…',
  employer: 'la empresa',
  status: {
    saved: 'Guardado',
    saving: 'Guardando…',
    offline: 'Aún sin guardar: no hay conexión, seguimos intentándolo',
    back: 'La conexión ha vuelto',
  },
  progress: 'Pregunta {question} de {questions}',
  clock: {
    about: { one: 'queda {count} minuto más o menos', other: 'quedan unos {count} minutos' },
    exact: 'quedan {time}',
    paused: 'El tiempo está en pausa',
    over: 'El tiempo previsto ha terminado. Todavía puede enviar esta respuesta.',
    announced: { one: 'Queda {count} minuto', other: 'Quedan {count} minutos' },
  },
  quote: '«{text}»',
  ways: {
    lead: 'Nada de esto cuenta en su contra. Elija una opción para leer más. No ocurre nada hasta que usted lo confirme.',
    sent: 'Hecho',
    note: '¿Quiere añadir algo?',
    noteHint: 'Puede dejarlo vacío. Lo leen las personas que se ocupan de su entrevista.',
    failed: 'No ha funcionado',
    failedText: 'No ha cambiado nada. Compruebe la conexión e inténtelo de nuevo.',
    reference: 'Número de referencia: {id}',
    cannotUndo: 'Esto no se puede deshacer.',
    pause: {
      title: 'Hacer una pausa',
      text: 'El tiempo se detiene y todo lo que ha enviado está a salvo. Continúe cuando quiera.',
      until: 'Puede continuar hasta el {until}.',
      act: 'Hacer una pausa',
    },
    later: {
      title: 'Terminar más tarde',
      text: 'El tiempo se detiene. Todo lo que ha enviado está a salvo, y también lo que ha escrito hasta ahora. El mismo enlace le trae de vuelta a esta pregunta, en este dispositivo o en otro.',
      until: 'Puede volver hasta el {until}.',
      before: 'Todavía no ha empezado nada. Puede cerrar esta página cuando quiera. El mismo enlace la vuelve a abrir.',
      act: 'Terminar más tarde',
    },
    technical: {
      title: 'Algo no funciona',
      text: 'Díganos qué falla. {company} lo sabrá enseguida y su entrevista sigue como está. Si no puede hablar, puede escribir.',
      note: '¿Qué no funciona?',
      act: 'Enviar',
      done: '{company} ya lo sabe. No se ha perdido nada. Puede continuar, hacer una pausa o volver más tarde con el mismo enlace.',
    },
    accommodation: {
      title: 'Pedir una adaptación',
      text: 'Por ejemplo, más tiempo, pausas, escribir en lugar de hablar u otras palabras. No tiene que decir por qué. {company} lo sabrá enseguida, y pedirlo no cuenta en su contra.',
      note: '¿Qué le ayudaría?',
      act: 'Enviar',
      done: '{company} ya lo sabe. Si prefiere esperar una respuesta, elija «Terminar más tarde»: no se pierde nada.',
    },
    question: {
      title: 'Preguntar otra cosa',
      text: 'Una persona de {company} recibe su pregunta. Su entrevista sigue como está.',
      note: 'Su pregunta',
      act: 'Enviar',
      done: '{company} tiene su pregunta. Puede continuar, o terminar más tarde y esperar una respuesta.',
    },
    person: {
      title: 'Hablar con una persona',
      text: 'Esta entrevista termina y pedimos a {company} que le ofrezca una con una persona. No cuenta en su contra. Lo que ha dicho hasta ahora no se evalúa.',
      act: 'Hablar con una persona',
      done: 'Esta entrevista ha terminado. {company} sabe que usted quiere hablar con una persona y se pondrá en contacto con usted.',
    },
    withdraw: {
      title: 'Retirarse',
      text: 'Esta entrevista termina del todo, nada de lo que ha dicho se evalúa, y {company} sabrá que usted se retira.',
      act: 'Retirarme',
      done: 'Se ha retirado. {company} ya lo sabe, y nada de lo que ha dicho se evalúa.',
    },
    language: { title: 'Idioma de esta página' },
    way: { title: 'Escribir o hablar' },
    textSize: {
      title: 'Texto más grande',
      text: 'Esta página sigue el tamaño de texto de su navegador.',
      computer:
        'En un ordenador, mantenga pulsada la tecla Ctrl (en Mac: cmd) y pulse la tecla más. Con la tecla 0 todo vuelve a ser como antes.',
      phone: 'En un teléfono, busque «tamaño de texto» o «zoom» en el menú del navegador.',
    },
    mine: { title: 'Mi entrevista' },
    groups: { moment: 'Tomarse un momento', help: 'Pedir ayuda', page: 'Esta página', leave: 'Dejarlo' },
  },
  dead: {
    unknown: {
      title: 'Este enlace no funciona',
      text: 'No conocemos este enlace. Quizá le falte una parte: ábralo otra vez desde su invitación o cópielo entero. Si antes funcionaba, quizá se haya borrado la entrevista.',
    },
    expired: {
      title: 'Este enlace ha caducado',
      text: 'El plazo en que funciona ha terminado. Si no ha acabado su entrevista, quizá sea posible tener más tiempo.',
    },
    erased: {
      title: 'Esta entrevista se ha borrado',
      text: 'Lo que usted dijo y lo que se sabía de usted se ha borrado. Aquí ya no queda nada que mostrar.',
    },
    closed: {
      title: 'Abra su enlace otra vez',
      text: 'Este navegador ya no sabe cuál es su entrevista. No se ha perdido nada: abra otra vez el enlace de su invitación.',
    },
    cancelled: {
      title: 'Esta entrevista no se hará',
      text: '{company} la ha cancelado. Usted no tiene que hacer nada.',
    },
    withdrawn: {
      title: 'Se ha retirado',
      text: 'Esta entrevista ha terminado. {company} ya lo sabe, y nada de lo que ha dicho se evalúa.',
    },
    person: {
      title: 'Ha pedido hablar con una persona',
      text: 'Esta entrevista ha terminado. {company} ya lo sabe y se pondrá en contacto con usted.',
    },
    over: {
      title: 'El tiempo de esta entrevista ha terminado',
      text: 'No se terminó a tiempo. {company} ya lo sabe. Quizá sea posible tener más tiempo.',
    },
    ask: 'Si cree que no es correcto, o necesita ayuda, responda a su invitación o escriba a la persona que se la envió.',
    askCompany: 'Si cree que no es correcto, o necesita ayuda, responda a su invitación o escriba a {company}.',
  },
  elsewhere: {
    title: 'Su entrevista está abierta en otro lugar',
    text: 'La ha abierto en otra ventana o en otro dispositivo, y sigue allí. Todo lo que ha enviado está a salvo.',
    draft: 'Lo que ha escrito aquí y no ha enviado se queda en esta ventana.',
    act: 'Continuar aquí',
    hint: 'Si continúa aquí, la otra ventana se detiene. Puede volver a tomar el control.',
  },
  trouble: {
    title: 'Algo ha fallado',
    offlineTitle: 'No podemos llegar a la entrevista',
    text: 'Es cosa nuestra, no suya.',
    offline: 'En este momento no hay conexión.',
    safe: 'Todo lo que ha enviado está a salvo, y no se pierde tiempo.',
    next: 'Inténtelo de nuevo. Si vuelve a pasar, espere unos minutos o vuelva más tarde con el mismo enlace.',
    offlineNext:
      'Seguimos intentándolo. Usted no tiene que hacer nada. También puede volver más tarde con el mismo enlace.',
    reference: 'Si pide ayuda, dé este número: {id}',
  },
};
