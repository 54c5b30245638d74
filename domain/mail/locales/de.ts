// The mails to candidates in German. The company stands where its case does not change it.
import { localeOf } from './candidate-mails.ts';

export const germanMails = localeOf({
  hello: 'Guten Tag {{candidateName}},',
  subjects: {
    invitation: 'Ihr Interview: {{position}}, {{companyName}}',
    schedule: 'Ihr Interview am {{scheduledAt}}: {{position}}, {{companyName}}',
    candidate_reminder: 'Erinnerung an Ihr Interview: {{position}}, {{companyName}}',
    thank_you: 'Vielen Dank für Ihr Interview: {{position}}',
    candidate_notice: 'Zu Ihrem Interview: {{position}}, {{companyName}}',
  },
  invited: '{{companyName}} lädt Sie zu einem Interview ein ({{position}}). Sie können beginnen, wann es Ihnen passt:',
  scheduled:
    'Ihr Interview für {{companyName}} ({{position}}) beginnt am {{scheduledAt}}. Bitte öffnen Sie dann diesen Link:',
  stillOpen: 'Ihr Interview für {{companyName}} ({{position}}) ist noch offen. {{detail}}',
  thanks:
    'Vielen Dank, dass Sie sich Zeit für das Interview genommen haben ({{position}}, {{companyName}}). Ihre Antworten sind angekommen.',
  next: 'Wie es weitergeht: Ein KI-System schreibt eine erste Einschätzung Ihrer Antworten. Für {{companyName}} lesen Menschen beides, entscheiden und melden sich bei Ihnen.',
  worksUntil: 'Der Link gilt bis {{linkExpiresAt}}. Er ist nur für Sie bestimmt; bitte geben Sie ihn nicht weiter.',
  howLong: 'Es dauert etwa {{minutes}} Minuten, mit Nachfragen etwas länger.',
  aboutTheInterview:
    'Ein KI-System stellt die Fragen und schreibt eine erste Einschätzung Ihrer Antworten. Für {{companyName}} prüfen Menschen sie, und sie entscheiden, nicht die KI.',
  aboutTheSystem:
    '{{companyName}} führt Interviews mit einem KI-System. Menschen prüfen, was es tut, und sie entscheiden, nicht die KI.',
  yourChoice:
    'Sie können pausieren und mit demselben Link zurückkommen. Sie können jederzeit um Hilfe oder um eine Anpassung bitten, oder darum, stattdessen mit einem Menschen zu sprechen; beides finden Sie im Interviewraum.',
  unnamed: { candidateName: 'und willkommen', position: 'Ihre Bewerbung', companyName: 'das Unternehmen' },
  contact: {
    reply:
      'Wenn Sie lieber mit einem Menschen sprechen möchten oder eine Frage haben, antworten Sie auf diese Nachricht.',
    company:
      'Diese Nachricht wurde automatisch gesendet; Antworten darauf liest niemand. Wenn Sie lieber mit einem Menschen sprechen möchten, wenden Sie sich an {{companyName}} oder bitten Sie im Interviewraum um Hilfe.',
  },
  reminders: {
    APPROVED: 'Sie haben noch nicht begonnen und können das tun, wann es Ihnen passt:',
    SCHEDULED: 'Es beginnt am {{scheduledAt}}. Bitte öffnen Sie dann diesen Link:',
    IN_PROGRESS: 'Sie haben schon begonnen und können dort weitermachen, wo Sie aufgehört haben:',
  },
  notices: {
    opted_out:
      'Sie möchten statt des Interviews mit einem Menschen sprechen. {{companyName}} weiß davon und meldet sich bei Ihnen. Ihr Interview mit dem KI-System ist beendet ({{position}}), und nichts davon wird bewertet.',
    withdrawn:
      'Sie haben sich vom Interview zurückgezogen ({{position}}). Es ist beendet, und nichts davon wird bewertet. Danke, dass Sie {{companyName}} Bescheid gegeben haben.',
    consent_withdrawn:
      'Sie haben Ihre Einwilligung in das Interview widerrufen ({{position}}). Es kommt keine Frage mehr, und nichts von dem, was Sie gesagt haben, wird bewertet. {{companyName}} weiß davon.',
    consent_withdrawn_late:
      'Sie haben Ihre Einwilligung in das Interview widerrufen ({{position}}). Was Sie gesagt haben, wird nicht weiter verwendet; was Menschen vorher entschieden haben, gilt weiter. {{companyName}} weiß davon.',
    erasure_requested:
      'Sie haben darum gebeten, dass Ihre Daten aus dem Interview gelöscht werden ({{position}}). {{companyName}} weiß davon und entscheidet darüber; das Gesetz kann verlangen, dass manche Daten noch eine Zeit lang aufbewahrt werden.',
    appeal_upheld:
      'Sie haben darum gebeten, dass die Entscheidung über Ihr Interview überprüft wird ({{position}}). Für {{companyName}} hat sich ein Mensch das Interview und Ihre Begründung angesehen: Die Entscheidung bleibt bestehen. Wenn Sie mehr dazu wissen möchten, wenden Sie sich an {{companyName}}.',
    appeal_changed:
      'Sie haben darum gebeten, dass die Entscheidung über Ihr Interview überprüft wird ({{position}}). Für {{companyName}} hat sich ein Mensch das Interview und Ihre Begründung angesehen und die Entscheidung geändert. {{companyName}} sagt Ihnen, was daraus folgt.',
    invitation_expired:
      'Die Zeit, in der Sie Ihr Interview beginnen konnten, ist um ({{position}}), und der Link gilt nicht mehr. Wenn Sie das Interview noch führen möchten, wenden Sie sich an {{companyName}}.',
    no_show:
      'Ihr Interview sollte am {{scheduledAt}} beginnen ({{position}}) und hat nicht stattgefunden; der Link gilt nicht mehr. Wenn etwas dazwischenkam und Sie das Interview noch führen möchten, wenden Sie sich an {{companyName}}.',
    no_answers:
      'Die Zeit für Ihr Interview ist um ({{position}}), und es ist keine Antwort angekommen. Wenn etwas im Weg stand und Sie das Interview noch führen möchten, wenden Sie sich an {{companyName}}.',
    failed:
      'Ihr Interview musste aus technischen Gründen enden ({{position}}); das lag nicht an Ihnen. {{companyName}} weiß davon und meldet sich bei Ihnen.',
    cancelled:
      '{{companyName}} hat Ihr Interview abgesagt ({{position}}). Der Link gilt nicht mehr, und Sie müssen nichts tun.',
  },
});
