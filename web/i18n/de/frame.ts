// What the frame around every screen says: bar, status, clock, ways out, trouble.
import type { FrameMessages } from '../en/frame.ts';

export const frame: FrameMessages = {
  title: 'Interview',
  help: 'Hilfe und Optionen',
  close: 'Schließen',
  back: 'Zurück',
  goOn: 'Weiter',
  tryAgain: 'Noch einmal versuchen',
  working: 'Einen Moment …',
  employer: 'das Unternehmen',
  status: {
    saved: 'Gespeichert',
    saving: 'Wird gespeichert …',
    offline: 'Noch nicht gespeichert: keine Verbindung, wir versuchen es weiter',
    back: 'Die Verbindung ist wieder da',
  },
  progress: 'Frage {question} von {questions}',
  clock: {
    about: { one: 'noch etwa {count} Minute', other: 'noch etwa {count} Minuten' },
    exact: 'noch {time}',
    paused: 'Die Uhr steht still',
    over: 'Die geplante Zeit ist um. Diese Antwort können Sie noch senden.',
    announced: { one: 'Noch {count} Minute', other: 'Noch {count} Minuten' },
  },
  quote: '„{text}“',
  ways: {
    lead: 'Nichts davon zählt gegen Sie. Wählen Sie etwas aus, um mehr zu lesen. Es geschieht nichts, bevor Sie es bestätigen.',
    sent: 'Erledigt',
    note: 'Möchten Sie etwas dazu sagen?',
    noteHint: 'Das Feld darf leer bleiben. Menschen, die Ihr Interview betreuen, lesen es.',
    failed: 'Das hat nicht geklappt',
    failedText: 'Es hat sich nichts geändert. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    reference: 'Nummer für Rückfragen: {id}',
    cannotUndo: 'Das lässt sich nicht rückgängig machen.',
    pause: {
      title: 'Pause',
      text: 'Die Uhr hält an, und alles Gesendete ist sicher. Machen Sie weiter, wenn Sie so weit sind.',
      until: 'Weitermachen können Sie bis {until}.',
      act: 'Jetzt pausieren',
    },
    later: {
      title: 'Später fertig machen',
      text: 'Die Uhr hält an. Alles Gesendete ist sicher, ebenso was Sie bis jetzt geschrieben haben. Derselbe Link bringt Sie zu dieser Frage zurück, auch auf einem anderen Gerät.',
      until: 'Zurückkommen können Sie bis {until}.',
      before:
        'Es hat noch nichts begonnen. Sie können diese Seite jederzeit schließen. Derselbe Link öffnet sie wieder.',
      act: 'Später fertig machen',
    },
    technical: {
      title: 'Etwas funktioniert nicht',
      text: 'Sagen Sie uns, was nicht geht. {company} erfährt es sofort, und Ihr Interview bleibt, wie es ist. Wenn das Sprechen nicht klappt, können Sie stattdessen schreiben.',
      note: 'Was funktioniert nicht?',
      act: 'Senden',
      done: '{company} weiß jetzt Bescheid. Nichts ist verloren. Sie können weitermachen, pausieren oder später mit demselben Link zurückkommen.',
    },
    accommodation: {
      title: 'Um eine Anpassung bitten',
      text: 'Zum Beispiel mehr Zeit, Pausen, Schreiben statt Sprechen oder andere Worte. Sie müssen nicht sagen, warum. {company} erfährt es sofort, und die Bitte zählt nicht gegen Sie.',
      note: 'Was würde Ihnen helfen?',
      act: 'Senden',
      done: '{company} weiß jetzt Bescheid. Wenn Sie lieber auf eine Antwort warten, wählen Sie „Später fertig machen“: Nichts geht verloren.',
    },
    question: {
      title: 'Etwas anderes fragen',
      text: '{company} bekommt Ihre Frage, und ein Mensch liest sie. Ihr Interview bleibt, wie es ist.',
      note: 'Ihre Frage',
      act: 'Senden',
      done: '{company} hat Ihre Frage. Sie können weitermachen oder später zurückkommen und auf eine Antwort warten.',
    },
    person: {
      title: 'Lieber mit einem Menschen sprechen',
      text: 'Dieses Interview endet, und {company} wird gebeten, Ihnen ein Gespräch mit einem Menschen anzubieten. Das zählt nicht gegen Sie. Was Sie bisher gesagt haben, wird nicht bewertet.',
      act: 'Mit einem Menschen sprechen',
      done: 'Dieses Interview ist beendet. {company} weiß, dass Sie mit einem Menschen sprechen möchten, und meldet sich bei Ihnen.',
    },
    withdraw: {
      title: 'Zurückziehen',
      text: 'Dieses Interview endet endgültig, nichts davon wird bewertet, und {company} erfährt, dass Sie sich zurückziehen.',
      act: 'Zurückziehen',
      done: 'Sie haben sich zurückgezogen. {company} weiß Bescheid, und nichts von dem, was Sie gesagt haben, wird bewertet.',
    },
    language: { title: 'Sprache dieser Seite' },
    way: { title: 'Schreiben oder sprechen' },
    textSize: {
      title: 'Größerer Text',
      text: 'Diese Seite richtet sich nach der Textgröße Ihres Browsers.',
      computer:
        'Am Computer: Halten Sie Strg (am Mac: cmd) gedrückt und drücken Sie die Plustaste. Mit der 0 wird es wieder wie vorher.',
      phone: 'Am Telefon: Suchen Sie im Menü des Browsers nach „Textgröße“ oder „Zoom“.',
    },
    mine: { title: 'Mein Interview' },
    groups: { moment: 'Sich Zeit nehmen', help: 'Hilfe bekommen', page: 'Diese Seite', leave: 'Aufhören' },
  },
  dead: {
    unknown: {
      title: 'Dieser Link funktioniert nicht',
      text: 'Wir kennen diesen Link nicht. Vielleicht fehlt ein Teil davon: Öffnen Sie ihn noch einmal aus Ihrer Einladung oder kopieren Sie ihn ganz. Hat er schon einmal funktioniert, wurde das Interview vielleicht gelöscht.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Die Zeit, in der er gilt, ist um. Sind Sie mit Ihrem Interview noch nicht fertig, lässt sie sich vielleicht verlängern.',
    },
    erased: {
      title: 'Dieses Interview wurde gelöscht',
      text: 'Was Sie gesagt haben und was über Sie bekannt war, ist gelöscht. Es gibt hier nichts mehr zu zeigen.',
    },
    closed: {
      title: 'Bitte öffnen Sie Ihren Link noch einmal',
      text: 'Dieser Browser weiß nicht mehr, welches Interview Ihres ist. Nichts ist verloren: Öffnen Sie den Link aus Ihrer Einladung noch einmal.',
    },
    cancelled: {
      title: 'Dieses Interview findet nicht statt',
      text: '{company} hat es abgesagt. Sie müssen nichts tun.',
    },
    withdrawn: {
      title: 'Sie haben sich zurückgezogen',
      text: 'Dieses Interview ist beendet. {company} weiß Bescheid, und nichts von dem, was Sie gesagt haben, wird bewertet.',
    },
    person: {
      title: 'Sie möchten mit einem Menschen sprechen',
      text: 'Dieses Interview ist beendet. {company} weiß Bescheid und meldet sich bei Ihnen.',
    },
    over: {
      title: 'Die Zeit für dieses Interview ist um',
      text: 'Es wurde nicht rechtzeitig fertig. {company} weiß Bescheid. Vielleicht lässt sich die Zeit verlängern.',
    },
    ask: 'Wenn das nicht stimmt oder Sie Hilfe brauchen, antworten Sie auf Ihre Einladung oder schreiben Sie der Person, die sie geschickt hat.',
    askCompany:
      'Wenn das nicht stimmt oder Sie Hilfe brauchen, antworten Sie auf Ihre Einladung oder schreiben Sie an {company}.',
  },
  elsewhere: {
    title: 'Ihr Interview ist woanders geöffnet',
    text: 'Sie haben es in einem anderen Fenster oder auf einem anderen Gerät geöffnet, und dort geht es weiter. Alles Gesendete ist sicher.',
    draft: 'Was Sie hier geschrieben und nicht gesendet haben, bleibt in diesem Fenster.',
    act: 'Hier weitermachen',
    hint: 'Wenn Sie hier weitermachen, hält das andere Fenster an. Es kann wieder übernehmen.',
  },
  trouble: {
    title: 'Etwas ist schiefgegangen',
    offlineTitle: 'Wir erreichen das Interview nicht',
    text: 'Es liegt an uns, nicht an Ihnen.',
    offline: 'Im Moment gibt es keine Verbindung.',
    safe: 'Alles Gesendete ist sicher, und es geht keine Zeit verloren.',
    next: 'Versuchen Sie es noch einmal. Wenn es wieder passiert, warten Sie ein paar Minuten oder kommen Sie später mit demselben Link zurück.',
    offlineNext:
      'Wir versuchen es weiter. Sie müssen nichts tun. Sie können auch später mit demselben Link zurückkommen.',
    reference: 'Wenn Sie um Hilfe bitten, nennen Sie diese Nummer: {id}',
  },
};
