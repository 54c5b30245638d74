// The recruiter's page: what waits for its reader.
import type { InboxMessages } from '../../en/review/inbox.ts';

export const inbox: InboxMessages = {
  title: 'Was auf Sie wartet',
  count: {
    one: '{count} Interview wartet auf Sie.',
    other: '{count} Interviews warten auf Sie, das älteste zuerst.',
  },
  empty: 'Im Moment wartet nichts auf Sie.',
  emptyText: 'Sie bekommen eine Nachricht, sobald sich das ändert.',
  more: 'Es wartet mehr, als hier steht. Das Älteste ist aufgeführt; der Rest rückt nach, wenn Sie entscheiden.',
  filter: 'Zeigen',
  filters: { all: 'Alles', plan: 'Pläne', verdict: 'Urteile', appeal: 'Überprüfungen einer Entscheidung' },
  waitsFor: {
    plan: 'Plan: freigeben oder ändern',
    verdict: 'Einschätzung: ein Urteil abgeben',
    appeal: 'Entscheidung: Überprüfung erbeten',
  },
  late: 'Wartezeit {age}, {over} über Ihrem Ziel',
  inTime: 'Wartezeit {age}, noch {left} bis zu Ihrem Ziel',
  dates: 'Wartet seit {since}. Ihr Ziel ist {due}.',
  lengths: {
    minute: { one: '{count} Minute', other: '{count} Minuten' },
    hour: { one: '{count} Stunde', other: '{count} Stunden' },
    day: { one: '{count} Tag', other: '{count} Tage' },
  },
  draft: 'Ihr Entwurf ist gespeichert',
  noReference: 'Ohne Kennung',
  noPosition: 'Stelle nicht genannt',
  forms: {
    title: 'Nebeneinander',
    text: 'Interviews mit denselben Fragen lassen sich vergleichen. Solche mit anderen Fragen nicht, wie auch immer sie bewertet sind.',
    compare: { one: '{count} Interview', other: '{count} Interviews' },
  },
  needsLink: {
    title: 'Ihr Link gilt für ein Interview',
    text: 'Um alles zu sehen, was auf Sie wartet, öffnen Sie den Link dafür in einer Ihrer Nachrichten.',
  },
};
