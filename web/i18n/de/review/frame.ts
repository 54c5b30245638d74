// The recruiter's page: what stands around every screen, and dead links.
import type { FrameMessages } from '../../en/review/frame.ts';

export const frame: FrameMessages = {
  title: 'Gespräch prüfen',
  language: 'Sprache dieser Seite',
  inbox: 'Ihr Eingang',
  toInbox: 'Zurück zu dem, was auf Sie wartet',
  close: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  working: 'Einen Moment…',
  nothingWaits: 'Hier wartet im Augenblick nichts auf eine Entscheidung von Ihnen.',
  decisions: 'Bisher entschieden',
  decidedBy: 'von {who}, {at}',
  proposedWas: 'Das System hatte vorgeschlagen: {verdict}.',
  kinds: {
    planApproved: 'Plan freigegeben',
    planRejected: 'Plan abgelehnt',
    planRevisionRequested: 'Plan zur Änderung zurückgegeben',
    assessmentApproved: 'Urteil',
    assessmentRejected: 'Bewertung verworfen',
    appealDecided: 'Überprüfung der Entscheidung',
  },
  actors: {
    recruiter: 'einer prüfenden Person',
    integrator: 'einem anderen System',
    operator: 'dem Betrieb',
    system: 'dem System',
    candidate: 'der sich bewerbenden Person',
  },
  verdicts: {
    STRONG_HIRE: { name: 'STRONG HIRE', meaning: 'Deutlich mehr, als die Stelle verlangt.' },
    HIRE: { name: 'HIRE', meaning: 'Leistet, was die Stelle verlangt.' },
    MAYBE: { name: 'MAYBE', meaning: 'Knapp: Etwas sollte erst geklärt werden.' },
    NO_HIRE: { name: 'NO HIRE', meaning: 'Bleibt hinter dem zurück, was die Stelle braucht.' },
  },
  reasons: {
    evidence_weighed_differently: 'Ich gewichte die Belege anders',
    further_evidence: 'Ich weiß mehr, als das Gespräch zeigt',
    assessment_mistaken: 'Die Bewertung irrt sich',
    other: 'Ein anderer Grund',
  },
  states: {
    RECEIVED: 'Die Anfrage ist da. Der Plan wird vorbereitet.',
    INFO_NEEDED: 'In der Anfrage fehlt etwas. Wer sie geschickt hat, wurde gefragt.',
    VALIDATING_SKILLS: 'Die Anfrage wird geprüft.',
    GENERATING_PLAN: 'Der Plan wird geschrieben.',
    PENDING: 'Der Plan wartet auf eine Entscheidung.',
    APPROVED: 'Der Plan ist freigegeben. Die Einladung wird verschickt.',
    SCHEDULED: 'Die Einladung ist verschickt, das Gespräch hat noch nicht begonnen.',
    IN_PROGRESS: 'Das Gespräch läuft.',
    COMPLETED: 'Das Gespräch ist vorbei. Die Bewertung wird erstellt.',
    ASSESSMENT_PENDING: 'Die Bewertung wartet auf eine Entscheidung.',
    ASSESSMENT_APPROVED: 'Über dieses Gespräch ist entschieden.',
    REJECTED: 'Dieses Gespräch endete ohne Urteil.',
    CANCELLED: 'Dieses Gespräch wurde abgesagt.',
  },
  dead: {
    unknown: {
      title: 'Zu diesem Link gibt es hier nichts',
      text: 'Wir kennen diesen Link nicht, oder er gehört nicht zu diesem Gespräch. Vielleicht fehlt ein Teil: Öffnen Sie ihn noch einmal aus Ihrer Nachricht, oder kopieren Sie ihn ganz.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Die Zeit, in der er gilt, ist vorbei. Entschieden wurde dadurch nichts.',
    },
    revoked: {
      title: 'Dieser Link wurde zurückgezogen',
      text: 'Wer ihn geschickt hat, hat ihn zurückgezogen, oder Sie sollen hier nicht mehr entscheiden.',
    },
    ended: { title: 'Dieses Gespräch ist beendet', text: 'Mit diesem Link ist nichts mehr zu entscheiden.' },
    erased: {
      title: 'Dieses Gespräch wurde gelöscht',
      text: 'Was gesagt wurde und was über die Person bekannt war, gibt es nicht mehr. Es ist nichts mehr zu zeigen.',
    },
    closed: {
      title: 'Bitte öffnen Sie Ihren Link noch einmal',
      text: 'Dieser Browser weiß nicht mehr, was Ihnen geschickt wurde. Verloren ist nichts: Öffnen Sie den Link aus Ihrer Nachricht noch einmal.',
    },
    ask: 'Wenn das nicht stimmt, antworten Sie auf die Nachricht, in der Sie den Link bekommen haben.',
  },
  trouble: {
    title: 'Etwas ist schiefgegangen',
    text: 'Das liegt an uns, nicht an Ihnen. Entschieden wurde nichts, und was gespeichert war, ist sicher.',
    offline: 'Im Moment gibt es keine Verbindung. Wir versuchen es weiter, Sie brauchen nichts zu tun.',
    reference: 'Wenn Sie um Hilfe bitten, nennen Sie diese Nummer: {id}',
  },
};
