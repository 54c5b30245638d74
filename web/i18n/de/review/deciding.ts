// The recruiter's page: the decision on an assessment, from its form until it is told, and the review of one.
import type { DecidingMessages } from '../../en/review/deciding.ts';

export const deciding: DecidingMessages = {
  table: {
    title: 'Einstufungen',
    competency: 'Kompetenz',
    own: 'Sie',
    proposed: 'Vorschlag',
    notYet: 'offen',
    passed: 'ohne',
    hidden: 'verdeckt',
    noScore: 'keine',
  },
  decision: {
    title: 'Ihre Entscheidung',
    verdict: 'Urteil',
    proposedTag: 'vorgeschlagen',
    choose: 'Urteil wählen',
    approve: 'Freigeben als {verdict}',
    reasons: 'Das System schlägt {verdict} vor. Warum entscheiden Sie anders?',
    note: 'Notiz (freiwillig)',
    hidden:
      'Stufen Sie erst jede Kompetenz ein, oder sehen Sie ihren Vorschlag an: Ob Sie davon abweichen, gehört zu den Unterlagen.',
    verdictNeeded: 'Bitte wählen Sie ein Urteil.',
    reasonNeeded: 'Bitte wählen Sie mindestens einen Grund.',
    unsent: 'Was Sie geschrieben hatten und nicht abgeschickt wurde:',
  },
  status: {
    saved: 'Entwurf gespeichert',
    saving: 'Entwurf wird gespeichert…',
    unsaved: 'Entwurf noch nicht gespeichert: keine Verbindung, wir versuchen es weiter',
  },
  undo: {
    left: { one: 'Wird in {count} Sekunde abgeschickt.', other: 'Wird in {count} Sekunden abgeschickt.' },
    leaving: 'Verlassen Sie die Seite vorher, dann wird nichts abgeschickt und Ihr Entwurf bleibt.',
    undo: 'Rückgängig',
    now: 'Jetzt abschicken',
    sending: 'Ihre Entscheidung wird abgeschickt…',
  },
  later: {
    act: 'Später entscheiden',
    kept: 'Ihr Entwurf bleibt, und derselbe Link öffnet ihn wieder.',
    reminder: 'Wir erinnern Sie am {at}.',
    noReminder: 'Eine weitere Erinnerung gibt es nicht.',
  },
  reject: {
    open: 'Bewertung verwerfen…',
    title: 'Diese Bewertung verwerfen?',
    text: 'Das sagt, dass die Bewertung gar nicht verwendet werden darf. Das Gespräch endet ohne Urteil.',
    reason: 'Warum? (nötig)',
    empty: 'Bitte sagen Sie, warum.',
    act: 'Bewertung verwerfen',
  },
  noEvidenceOpened: {
    title: 'Sie haben keinen Beleg geöffnet',
    text: 'Sie haben weder eine Antwort aufgeklappt noch ein Zitat aufgesucht noch eine Aufnahme abgespielt. Entscheiden Sie trotzdem, dann wird das bei Ihrer Entscheidung vermerkt.',
    back: 'Belege ansehen',
    decide: 'Trotzdem entscheiden',
  },
  refused: {
    stale:
      'Die Bewertung wurde inzwischen neu erstellt, und dies ist die neue (Fassung {number}). Abgeschickt wurde nichts. Was Sie gewählt und geschrieben haben, ist noch da: Bitte prüfen Sie, ob es noch gilt.',
    decided: 'Bevor dies ankam, war schon entschieden: Unten sehen Sie, was und von wem. Weiter geändert wurde nichts.',
    hidden: 'Abgeschickt wurde nichts: Bitte stufen Sie erst jede Kompetenz ein, oder sehen Sie ihren Vorschlag an.',
    noEvidence: 'Abgeschickt wurde nichts: Es wurde kein Beleg geöffnet.',
    reason: 'Abgeschickt wurde nichts: Ihr Urteil weicht vom vorgeschlagenen ab, bitte wählen Sie den Grund.',
    noAppeal: 'Abgeschickt wurde nichts: Die Bitte um eine Überprüfung ist nicht mehr da.',
    firstDecider: 'Abgeschickt wurde nichts: Die erste Entscheidung war Ihre, und jemand anders kann sie überprüfen.',
    sameVerdict:
      'Abgeschickt wurde nichts: Dieses Urteil gilt schon. Wählen Sie ein anderes, oder dass die Entscheidung bleibt.',
    appealReason: 'Abgeschickt wurde nichts: Bitte wählen Sie, warum die Entscheidung geändert wird.',
    unnamed:
      'Abgeschickt wurde nichts: Eine Überprüfung nennt, wer entschieden hat, und dieser Link wurde für niemand Bestimmtes gemacht. Bitten Sie um einen eigenen Link.',
    offline:
      'Es kam keine Antwort, es kann also angekommen sein oder nicht. Was Sie gewählt haben, ist noch da: Wartet es unten noch auf eine Entscheidung, dann versuchen Sie es bitte noch einmal.',
    other:
      'Etwas ist schiefgegangen, und abgeschickt wurde nichts. Was Sie gewählt haben, ist noch da: Bitte versuchen Sie es noch einmal.',
  },
  next: {
    ASSESSMENT_APPROVED:
      'Über dieses Gespräch ist entschieden. Wer es in Auftrag gab, wird benachrichtigt, und die befragte Person kann um eine Überprüfung bitten. Sie brauchen nichts zu tun.',
    /** Once the candidate has asked for a review and that is decided as well. */
    reviewed:
      'Über dieses Gespräch ist entschieden, und auch über die Überprüfung, um die die befragte Person gebeten hat. Wer es in Auftrag gab, wird benachrichtigt. Sie brauchen nichts zu tun.',
    ASSESSMENT_REJECTED:
      'Die Bewertung wurde verworfen, und das Gespräch endete ohne Urteil. Wer es in Auftrag gab, wird benachrichtigt.',
  },
  appeal: {
    title: 'Um eine Überprüfung wird gebeten',
    asked: 'Gebeten am {at}. Dies sind die Worte der befragten Person:',
    firstDecider: 'Die erste Entscheidung war Ihre',
    firstDeciderText:
      'Wer die erste Entscheidung getroffen hat, kann über die Überprüfung nicht entscheiden, solange jemand anders dafür da ist. Die anderen haben einen Link bekommen; Sie brauchen nichts zu tun.',
    past: 'Um eine Überprüfung der Entscheidung wurde gebeten: {state}.',
    states: {
      open: 'noch nicht entschieden',
      upheld: 'die Entscheidung bleibt',
      changed: 'die Entscheidung wurde geändert',
    },
    decide: 'Ihre Überprüfung',
    outcome: 'Ergebnis',
    outcomes: {
      upheld: { name: 'Die Entscheidung bleibt', meaning: 'Sie haben noch einmal geprüft und kommen zum selben.' },
      changed: { name: 'Die Entscheidung wird geändert', meaning: 'Neben dem ersten Urteil steht ein neues.' },
    },
    newVerdict: 'Neues Urteil',
    reasons: 'Warum wird die Entscheidung geändert?',
    note: 'Begründung (nötig)',
    noteHint: 'Sagen Sie, was Sie angesehen haben und wie Sie dazu kommen.',
    noteNeeded: 'Bitte sagen Sie, warum.',
    outcomeNeeded: 'Bitte wählen Sie ein Ergebnis.',
    choose: 'Ergebnis wählen',
    uphold: 'Entscheidung bestätigen',
    change: 'Entscheidung ändern in {verdict}',
  },
};
