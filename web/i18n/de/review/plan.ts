// The recruiter's page: the plan that waits for a decision.
import type { ReviewMessages } from '../../en/review/all.ts';

export const plan: ReviewMessages['plan'] = {
  title: 'Interviewplan',
  facts: {
    revision: 'Fassung {number}',
    competencies: { one: '{count} Kompetenz', other: '{count} Kompetenzen' },
    questions: { one: '{count} Frage', other: '{count} Fragen' },
    minutes: { one: 'etwa {count} Minute ohne Nachfragen', other: 'etwa {count} Minuten ohne Nachfragen' },
  },
  jump: 'Zu Ihrer Entscheidung',
  changes: {
    show: 'Zeigen, was sich seit Fassung {number} geändert hat',
    new: 'Neu',
    changed: 'Geändert',
    gone: 'Seit Fassung {number} weggefallen',
    added: 'eingefügt:',
    removed: 'gestrichen:',
    end: 'Ende der Änderung',
    weightBefore: 'vorher: {count}',
    timeBefore: 'vorher: {time}',
    placeBefore: 'vorher: Frage {number}',
  },
  uncovered: {
    title: 'Nicht abgedeckt',
    text: 'Das wurde verlangt, aber der Plan bewertet es nicht und fragt nicht danach:',
    none: 'Alles, was verlangt wurde, wird bewertet oder gefragt.',
  },
  warning: {
    title: 'Bitte ansehen',
    count: {
      one: '{count} Hinweis der Prüfungen, an der Stelle, um die es geht',
      other: '{count} Hinweise der Prüfungen, an den Stellen, um die es geht',
    },
    doubtful: 'Betrifft vielleicht ein geschütztes Merkmal. Nur freigeben, wenn es um die Arbeit geht.',
    anchors: 'Diese Beschreibung einer Punktzahl braucht andere Worte.',
    left_out: 'Weggelassen, weil danach nicht gefragt werden darf.',
    replaced:
      'Ersetzt, weil danach nicht gefragt oder darüber nicht geurteilt werden darf. Lassen Sie es neu formulieren, wenn der Plan es braucht.',
    too_long: 'Das Interview dauert länger als gewünscht.',
    too_short: 'Das Interview ist kürzer als gewünscht.',
    about: '„{phrase}“',
  },
  competencies: {
    title: 'Was bewertet wird',
    weight: 'Gewicht {count} von 100',
    required: 'Erforderlich: weniger als {count} Punkte senken das vorgeschlagene Urteil',
    anchors: 'Was jede Punktzahl bedeutet',
    all: 'Alle Punktzahlen erklären',
    none: 'Erklärungen ausblenden',
    score: 'Stufe {level}',
    evidence: {
      one: 'Für 4 oder 5 Punkte braucht es {count} Beleg.',
      other: 'Für 4 oder 5 Punkte braucht es {count} Belege.',
    },
    never: 'Zählt nie: {list}.',
  },
  questions: {
    title: 'Was gefragt wird',
    question: 'Frage {number}',
    about: 'Zu: {list}',
    minutes: '{count} Min.',
    probes: 'Mögliche Nachfragen',
    greeting: 'Zu Beginn wird gesagt',
    closing: 'Zum Schluss',
  },
  thresholds:
    'Von 100 Punkten werden ab {strongHire} eine klare Zusage, ab {hire} eine Zusage und ab {maybe} ein Vielleicht vorgeschlagen.',
  change: 'Das ändern',
  changeNamed: 'Das ändern: {name}',
  revisions: {
    title: 'Wie er entstanden ist',
    revision: 'Fassung {number}',
    first: 'Erster Entwurf',
    unknown: 'Was gewünscht war, ist nicht festgehalten.',
    askedBy: 'Gewünscht von {name}:',
    asked: 'Gewünscht war:',
    took: '{tokens} Token',
    cost: 'Kosten {cost}',
    rules: 'nach Regeln, ohne Modell',
  },
  decide: {
    title: 'Ihre Entscheidung',
    revision: 'Sie betrifft Fassung {number}.',
    approve: 'Plan freigeben',
    approveText:
      'Legt alles fest, damit alle gleich gefragt und bewertet werden, und erzeugt den Link für das Interview.',
    revise: 'Ändern lassen',
    reviseHint:
      'Wählen Sie „Das ändern“ bei einer Frage oder Kompetenz, oder schreiben Sie, was sich insgesamt ändern soll. Was Sie nicht nennen, bleibt, wie es ist.',
    wish: 'Was sich ändern soll',
    general: 'Wünsche zum ganzen Plan',
    send: 'Um diese Änderungen bitten',
    remove: 'Diesen Wunsch entfernen',
    backTo: 'Zurück zur Stelle',
    leftOver: 'Nicht mehr im Plan',
    leftOverText:
      'Diese Wünsche betreffen Teile, die es nicht mehr gibt. Sie werden nur gesendet, wenn Sie sie verschieben.',
    move: 'Zu den Wünschen zum ganzen Plan verschieben',
    empty: 'Schreiben Sie zuerst, was sich ändern soll.',
    reject: 'Plan ablehnen',
    rejectText: 'Damit endet das Interview: Es wird niemand eingeladen.',
    reason: 'Warum',
    reasonNeeded: 'Ein Grund ist nötig.',
    rejectAct: 'Ablehnen und das Interview beenden',
    unsentTitle: 'Ohne Ihre Wünsche freigeben?',
    unsentText:
      'Sie haben Änderungswünsche geschrieben, die nicht gesendet sind. Wenn Sie jetzt freigeben, liest sie niemand.',
    unsentApprove: 'Ohne sie freigeben',
    unsentBack: 'Zurück',
  },
  status: {
    saved: 'Gespeichert',
    saving: 'Wird gespeichert …',
    unsaved: 'Noch nicht gespeichert: keine Verbindung, wir versuchen es weiter',
  },
  refused: {
    stale:
      'Der Plan hat sich inzwischen geändert: Das ist Fassung {number}. Bitte sehen Sie sie an, bevor Sie entscheiden. Was Sie geschrieben haben, bleibt erhalten.',
    moved: 'Über diesen Plan hat inzwischen jemand entschieden. Was Sie geschrieben haben, bleibt erhalten.',
    limit: 'Dieser Plan lässt sich nicht weiter ändern. Sie können ihn freigeben oder ablehnen.',
    notUnderstood: 'Das lässt sich nicht genau umsetzen, und der Plan ist, wie er war. Verstanden wird zum Beispiel:',
    notFound: 'Diesen Teil hat der Plan nicht mehr.',
    offline:
      'Es kam keine Antwort. Deshalb wissen wir nicht, ob dies angekommen ist. Zu sehen ist, was jetzt bekannt ist, und was Sie geschrieben haben, bleibt. Wartet es noch auf Sie, versuchen Sie es bitte noch einmal: Es zählt nur einmal.',
    other:
      'Das hat nicht geklappt. Es hat sich nichts geändert, und was Sie geschrieben haben, bleibt. Versuchen Sie es gleich noch einmal.',
    reference: 'Nummer für Rückfragen: {id}',
  },
  next: {
    drafting: 'Eine neue Fassung entsteht',
    draftingFirst: 'Der Plan entsteht',
    draftingText:
      'Das dauert einen Moment. Sie erscheint hier von selbst. Sie können auch später mit demselben Link zurückkommen.',
    stuck: 'Die Arbeit am Plan steht still',
    stuckText:
      'Wer diesen Dienst betreibt, weiß Bescheid. Nichts ist verloren: Ihr Wunsch ist gespeichert, und Sie können später mit demselben Link zurückkommen.',
    approved: 'Der Plan ist freigegeben',
    approvedText: 'Er steht ab jetzt fest. Wie es weitergeht:',
    passOn: 'Es geht keine Mail hinaus: Bitte geben Sie diesen Link selbst weiter.',
    approvedSteps: {
      invited: 'Der Link zum Interview geht hinaus. Vor der Zustimmung steht dort, was aufgezeichnet wird.',
      talk: 'Die Fragen oben werden bis {until} beantwortet, geschrieben oder gesprochen.',
      talkOpen: 'Die Fragen oben werden beantwortet, geschrieben oder gesprochen.',
      judged:
        'Die Antworten werden mit den Beschreibungen oben verglichen. Dann werden Sie gefragt: Ohne einen Menschen wird nichts entschieden.',
    },
    rejected: 'Der Plan ist abgelehnt',
    rejectedText: 'Das Interview ist beendet, und es wird niemand eingeladen.',
    ended: 'Dieses Interview ist beendet',
    endedText: 'Hier gibt es nichts mehr zu entscheiden.',
  },
};
