// The phrases of German, for "Sie" and "du"; ä, ö, ü and their spellings with an e are a, o, u here.
import type { PhraseTable } from './phrase-table.ts';

const human =
  '(?:(?:einem|einen|ein|einer|eine|nem|nen|ne|der|dem|den) )?(?:(?:echt|richtig|real|wirklich|lebendig|menschlich)(?:e|en|em|er|es)? )?(?:menschen|mensch|person|personaler|personalerin|recruiter|recruiterin)';
const machine =
  '(?:(?:einer|einem|einen|eine|ein|der|dem|ner|nem|dieser|diesem) )?(?:maschine|maschinen|computer|computern|roboter|robotern|bot|chatbot|ki|automat|automaten|software|programm)';
const want = 'ich (?:mochte|wurde|will)(?: (?:gern|gerne|lieber|am liebsten)){0,2}';
const you = '(?:konnen|konnten|wurden) sie(?: mir)?|(?:kannst|konntest|wurdest) du(?: mir)?';
const may = '(?:kann|konnte|konnt|darf|durfte) ich';
const canWe = '(?:konnen|konnten|sollen|wollen) wir';
const talk = '(?:sprechen|reden|zu tun haben|weitermachen|das gesprach fuhren|das interview fuhren|das machen)';
const question = '(?:die|diese|ihre|deine)(?: letzte)? frage';
const it = `(?:das|es|sie|die|${question})`;
const meant =
  '(?:was (?:sie|du) (?:genau |damit |von mir )?(?:meinen|meinst|wollen|willst|wissen wollen|wissen mochten|horen wollen|fragen|fragst)|was (?:damit |hier )?gemeint ist|was (?:hier )?gefragt ist|worum es geht|worauf sie hinauswollen|was ich (?:sagen|antworten) soll)';
const other =
  '(?:anders|einfacher|genauer|verstandlicher|leichter|klarer|(?:mit|in) (?:anderen|einfachen|einfacheren|eigenen) worten)';
const interview = '(?:das|dieses)(?: (?:interview|gesprach|ganze))?';
const rest = '(?:(?:eine|ne) )?(?:(?:kleine|kurze) )?pause';
const wait = '(?:(?:einen|nen|ne|eine) )?(?:(?:kleinen|kleine|kurzen) )?(?:moment|augenblick|sekunde|minute)';
const device =
  '(?:(?:das|mein|der|die|meine|dem|meinem|der|meiner) )?(?:mikrofon|mikrophon|mikro|ton|seite|verbindung|bildschirm|headset|tastatur|technik|internet|link|raum)';
const here = '(?: (?:hier|dabei|damit|bei der frage|mit der frage|bei dieser frage|mit dieser frage))?';
const again = 'nochmal';

export const germanPhrases: PhraseTable = {
  spellings: [
    [/ae/gu, 'a'],
    [/oe/gu, 'o'],
    [/(?<![aeq])ue/gu, 'u'],
    [/[’‘`´']/gu, ''],
    [/\bnoch ?(?:ein ?)?ma?l?s?\b|\bnochmals?\b|\bnochma\b/gu, 'nochmal'],
    [/\bwie bitte\b/gu, 'wiebitte'],
    [/\bhab\b/gu, 'habe'],
    [/\b(versteh|kapier|brauch|brech|mach|hor|zieh)\b/gu, '$1e'],
    [
      /\b(?:ahm?|ohm?|hm+|mh+m?|ehm?|halt|mal|eben|bitte|vielleicht|eigentlich|irgendwie|jetzt|doch|schon|leider|denn|gerade|grad|ganz|kurz|uberhaupt|gar|ehrlich gesagt|richtig(?= (?:verst|gehor))|so(?= nicht))\b,?/gu,
      '',
    ],
    // Written German sets a comma before these; they belong to what was said before.
    [/, ?(?=(?:was|wie|worum|worauf|mit)\b)/gu, ' '],
    [/ {2,}/gu, ' '],
  ],
  joints:
    /\b(?:und|aber|oder)\b|\b(?=(?:konnen|konnten|wurden) (?:sie|wir)\b|(?:kannst|konntest) du\b|(?:kann|konnte|darf) ich\b|ich (?:verstehe|habe|mochte|will|wurde|brauche|hore)\b|wiebitte\b|was (?:meinen|meinst|heisst|bedeutet)\b)/gu,
  courtesy: {
    lead: 'entschuldigung|entschuldigen sie|verzeihung|verzeihen sie|sorry|(?:es )?tut mir (?:sehr )?leid|hallo|hi|guten (?:tag|morgen|abend)|okay|ok|ja|nein|nee|ne|na ja|naja|tja|na gut|gut|oh|ha|also|ach|danke|vielen dank|um ehrlich zu sein|ich glaube|ich denke|dann|nun|dass|deshalb',
    tail: 'danke|vielen dank|sorry|entschuldigung|tut mir leid|wenn (?:das|es) (?:geht|moglich ist|in ordnung ist|okay ist|ok ist)|falls (?:das )?moglich|wenn moglich|wenn ich darf|dann',
    alone: 'danke schon|oder so|so|geht das|ist das moglich|das ware (?:nett|schon|gut)|macht nichts',
  },
  astonished: /^(?:wie ?bitte|bitte|wie|was|ha|hae|entschuldigung|verzeihung|sorry|pardon)(?:\s?\?)+$/u,
  wishes: {
    person: [
      `(?:${want}|${may}) (?:lieber )?(?:stattdessen )?mit ${human} (?:stattdessen )?${talk}`,
      `${may} (?:das interview |das gesprach )?(?:auch |lieber )?mit ${human} (?:fuhren|machen)`,
      `(?:ist es|ware es) moglich (?:stattdessen )?mit ${human} zu (?:sprechen|reden)`,
      `gibt es (?:die moglichkeit|eine moglichkeit) mit ${human} zu (?:sprechen|reden)`,
      `(?:${want}|ich muss) (?:mit )?${human}`,
      `ich (?:hatte|habe) (?:gern|gerne|lieber) (?:mit )?${human}(?: als gesprachspartner)?`,
      `ich (?:rede|spreche) lieber mit ${human}`,
      `(?:ich brauche|geben sie mir|gib mir) ${human}`,
      `verbinden sie mich mit ${human}|verbinde mich mit ${human}`,
      `(?:lieber )?(?:mit )?(?:einem|einen|ein) (?:echten |echter |richtigen |richtiger )?(?:menschen|mensch)`,
      `${want} nicht (?:mit|von) ${machine} (?:sprechen|reden|interviewt werden|befragt werden)`,
      `ich (?:rede|spreche) nicht(?: gern| gerne)? mit ${machine}`,
    ],
    stop: [
      `${want} (?:${interview} )?(?:hier )?(?:abbrechen|beenden|aufhoren|stoppen|abschliessen)`,
      `${want} (?:mit dem interview|damit) aufhoren`,
      `${want} (?:nicht|nicht mehr|nicht langer) (?:weitermachen|weiter machen|fortfahren|weiterreden)`,
      `${want} (?:${interview} )?nicht (?:mehr )?(?:fortsetzen|weiterfuhren)`,
      `${want} meine bewerbung zuruckziehen|ich ziehe meine bewerbung zuruck|${want} (?:mich )?aussteigen`,
      `ich (?:breche|beende) (?:${interview} )?(?:hier )?ab|ich beende (?:${interview}|es)(?: hier)?`,
      `ich hore (?:hier )?auf|ich gebe auf|ich mache nicht (?:mehr )?weiter`,
      `ich kann nicht mehr(?: weitermachen)?|ich kann nicht weitermachen`,
      `(?:${canWe}|${may}|lassen sie uns) (?:${interview} )?(?:hier )?(?:abbrechen|aufhoren|beenden|schluss machen|stoppen)`,
      `(?:stoppen|beenden) sie (?:${interview})|brechen sie (?:${interview} )?ab`,
      `(?:${interview} )?(?:abbrechen|beenden)|stopp|stop|aufhoren|schluss`,
    ],
    help: [
      `ich (?:brauche|benotige|brauchte)(?: (?:etwas|ein bisschen|ihre))? hilfe${here}`,
      `${want} hilfe${here}|ich hatte (?:gern|gerne) hilfe${here}`,
      `(?:${you})(?: (?:hier|dabei|damit|bei der frage|mit der frage))? helfen`,
      `(?:kann|konnte) mir${here} (?:jemand|wer)${here} helfen|helfen sie mir${here}|hilf mir${here}`,
      'hilfe',
      `ich habe(?: (?:ein|einige|ein paar|grosse))? (?:problem|probleme|schwierigkeiten) mit ${device}`,
      '(?:ich habe|es gibt|hier gibt es|wir haben)(?: ein| einige| ein paar)? technische(?:s|n)? (?:problem|probleme|schwierigkeiten)',
      `${device} (?:geht|funktioniert|ladt|reagiert) (?:hier )?nicht(?: mehr)?`,
      `ich brauche (?:etwas |ein bisschen )?mehr zeit (?:fur (?:die|diese) (?:frage|antwort)|zum (?:nachdenken|uberlegen|antworten))`,
      `(?:${may}|${you}) (?:etwas |ein bisschen )?mehr zeit (?:haben|bekommen|geben)`,
      'ich (?:brauche|benotige|mochte) (?:eine anpassung|einen nachteilsausgleich)',
    ],
    pause: [
      `(?:${canWe}|${may}) (?:hier )?(?:${rest} (?:machen|haben|einlegen)|pausieren|unterbrechen)`,
      `(?:${want}|ich muss) (?:hier )?(?:${rest}|${rest} (?:machen|haben|einlegen)|pausieren)`,
      `ich (?:brauche|benotige) (?:${rest}|${wait})|${rest}`,
      `${wait}|(?:warten sie|warte)(?: ${wait})?|(?:geben sie|gib) mir ${wait}|ich brauche ${wait} zum (?:nachdenken|uberlegen)`,
    ],
    reword: [
      `ich (?:verstehe|kapiere|begreife)(?: (?:${it}|sie|dich))? nicht`,
      `(?:das|${question}) (?:verstehe|kapiere) ich nicht`,
      `ich (?:verstehe|kapiere|begreife)(?: nicht)?(?: ${question})? nicht(?: (?:${meant}|${question}))?`,
      `ich verstehe nicht(?: genau)? (?:${meant}|wie sie das meinen|${question})`,
      `ich habe (?:das|sie|dich|${question}) nicht (?:verstanden|kapiert|begriffen)|ich habe nicht verstanden(?: ${meant})?`,
      `(?:das|${question}) habe ich nicht (?:verstanden|kapiert)`,
      `ich (?:weiss|bin mir|bin) nicht(?: sicher)? ${meant}`,
      '(?:was|wie) (?:meinen sie|meinst du)(?: (?:das|damit|genau|damit genau|das genau))?|wie ist das gemeint',
      `was (?:ist|war) (?:hier |damit |genau |mit der frage )?gemeint|was (?:bedeutet|heisst)(?: denn)? ${it}|was soll das heissen`,
      `(?:${you})(?: ${it})? (?:${other} )?(?:umformulieren|formulieren|erklaren|erlautern|verdeutlichen|prazisieren|vereinfachen)`,
      `(?:${you})(?: ${it})? ${other} (?:sagen|ausdrucken|stellen|fragen)`,
      `(?:formulieren|erklaren) sie(?: mir)? ${it}(?: ${other})?|(?:sagen|fragen) sie (?:es|das) ${other}`,
      `${question} ist (?:mir )?(?:unklar|nicht klar|nicht verstandlich|unverstandlich|zu kompliziert|zu schwer zu verstehen|schwer zu verstehen)`,
      `(?:das|mir) ist (?:mir )?(?:${question} )?(?:nicht klar|unklar)|mir ist nicht klar ${meant}`,
      '(?:mit|in) (?:anderen|einfachen|einfacheren) worten|umformulieren|anders formulieren',
    ],
    repeat: [
      `(?:${you})(?: ${it})?(?: ${again})? wiederholen`,
      `(?:${you}|${may})(?: ${it})? ${again}(?: ${it})? (?:sagen|vorlesen|stellen|fragen|horen|lesen|sehen|haben)`,
      `(?:wiederholen|wiederhole)(?: sie)?(?: ${it})?(?: ${again})?|(?:${question} )?wiederholen`,
      `(?:sagen|stellen|fragen) sie(?: ${it})? ${again}|${again}(?: ${question})?|${question} ${again}`,
      `(?:wie|was) (?:war|lautet|lautete|ist) (?:${again} )?${question}(?: ${again})?`,
      'was (?:haben sie|hast du) (?:gesagt|gefragt)|wiebitte',
      `ich habe (?:sie |dich |das |${question} )?(?:akustisch )?nicht (?:gehort|mitbekommen|mitgekriegt)`,
      '(?:ich habe )?(?:sie |das |die frage )?akustisch nicht verstanden',
      `(?:das|${question}) habe ich (?:akustisch )?nicht (?:gehort|mitbekommen|mitgekriegt)`,
      `ich (?:konnte|kann) (?:sie|das|${question}) nicht horen|ich hore (?:sie nicht|nichts|sie kaum|sie schlecht)`,
      `ich habe ${question} vergessen`,
    ],
  },
  choices: {
    go_on: [
      `(?:(?:${want}|wir konnen|wir machen|machen wir|lassen sie uns|ja|ich mache) )?(?:weiter|weitermachen|weiter machen|fortfahren|fortsetzen)(?: mit (?:dem interview|der (?:nachsten )?frage|der nachsten))?`,
      '(?:die )?nachste(?: frage)?|uberspringen|(?:vergessen sie|vergiss) es|egal|ich habe es mir anders uberlegt',
    ],
    help: ['(?:ich (?:mochte|will|brauche) |um )?hilfe(?: bitten)?|ich mochte um hilfe bitten'],
    person: [`(?:ja )?(?:mit )?${human}(?: sprechen)?`, '(?:ja )?mensch'],
    finish: [
      `(?:${want} )?(?:hier |das interview )?(?:abschliessen|beenden|aufhoren)`,
      'hier (?:abschliessen|aufhoren|beenden)',
    ],
    withdraw: [
      `(?:${want} )?(?:mich |meine bewerbung )?zuruckziehen|ich ziehe (?:mich|meine bewerbung) zuruck|ruckzug`,
    ],
  },
  yes: /^(?:ja|ja gern|ja gerne|gern|gerne|ja klar|klar|ja okay|okay|ok|einverstanden|genau|ja genau|naturlich|sicher|jawohl|ja danke|machen sie das|ja machen sie das)$/u,
  no: /^(?:nein|nee|ne|no|nein danke|lieber nicht|nein lieber nicht|noch nicht|nicht)$/u,
};
