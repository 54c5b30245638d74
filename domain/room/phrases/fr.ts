// The phrases of French, for "vous" and "tu", with and without "ne"; apostrophes and hyphens are blanks here.
import type { PhraseTable } from './phrase-table.ts';

const human =
  '(?:(?:une|un|la|le) )?(?:(?:vraie?|autre) )?(?:personne|humain|etre humain|recruteur|recruteuse)(?: (?:reelle?|humaine?|en chair et en os|physique))?';
const machine = '(?:(?:une|un|la|le|cette|ce) )?(?:machine|robot|bot|chatbot|ordinateur|ia|logiciel|programme)';
const want =
  '(?:je|j) (?:veux|voudrais|souhaite|souhaiterais|aimerais|prefere|prefererais|prefererai)(?: (?:bien|mieux|plutot|autant|vraiment)){0,2}';
const you =
  '(?:(?:est ce que )?vous (?:pouvez|pourriez)|(?:est ce que )?tu (?:peux|pourrais)|pouvez vous|pourriez vous|peux tu|pourrais tu|veuillez|voulez vous|voudriez vous)(?: me)?';
const may =
  '(?:(?:est ce que )?je (?:peux|pourrais)|puis je|pourrais je|(?:est il|serait il|est ce|c est|ce serait|ca serait) possible de|y a t il moyen de|il y a moyen de)';
const canWe = '(?:(?:est ce qu )?on (?:peut|pourrait)|peut on|pourrait on|pouvons nous|pourrions nous|nous pouvons)';
const talk =
  '(?:parler|discuter|echanger|continuer|faire (?:l |cet )?entretien|passer (?:l |cet )?entretien|avoir (?:l |cet )?entretien)';
const question = '(?:la|cette|votre|ta)(?: derniere)? question';
const it = `(?:la|le|ca|cela|${question})`;
const meant =
  '(?:ce que (?:vous|tu) (?:voulez|veux|me demandez|demandez|attendez|me demandes|demandes|attends)(?: (?:dire|savoir|de moi))?|ce qu on (?:me )?demande|ce que ca (?:veut dire|signifie)|ou vous voulez en venir|de quoi il s agit|quoi (?:dire|repondre))';
const other =
  '(?:autrement|differemment|(?:plus )?(?:simplement|clairement)|d une autre (?:facon|maniere)|(?:en|avec) d autres (?:termes|mots)|(?:en|avec) des (?:termes|mots) (?:plus )?simples)';
const interview = '(?:l entretien|cet entretien|la conversation|ca|la|ici|tout|tout de suite)';
const rest = '(?:une )?(?:(?:petite|courte) )?pause';
const wait = '(?:(?:un|une) )?(?:(?:petit|petite) )?(?:instant|moment|minute|seconde)';
const device =
  '(?:(?:mon|le|la|ma|ce|cette) )?(?:micro|microphone|son|page|connexion|ecran|casque|clavier|site|lien|internet)';
const here = '(?: (?:ici|avec ca|avec cela|avec (?:la|cette) question|pour (?:la|cette) question))?';
const again = '(?:encore(?: une fois)?|une (?:autre|nouvelle|deuxieme) fois|une fois de plus|a nouveau|de nouveau)';
const little = '(?: (?:bien|trop|tres bien|trop bien|vraiment|tout a fait|tout))?';

export const frenchPhrases: PhraseTable = {
  spellings: [
    [/[’‘`´'-]/gu, ' '],
    [
      /\b(j)(ai)\b|\b(c)(est)\b|\b(d)(aide|autres)\b|\b(l)(entretien|aide)\b|\b(m)(aider)\b/gu,
      '$1$3$5$7$9 $2$4$6$8$10',
    ],
    [/\b(?:ne|n) /gu, ''],
    [/\bje (?=ai\b)/gu, 'j '],
    [/\bt as\b/gu, 'tu as'],
    [/\bchui\b/gu, 'je suis'],
    [/\bcomprend\b/gu, 'comprends'],
    [
      /\b(?:euh+|heu+|hum+|hm+|ben|bah|bon|enfin|du coup|en fait|s il (?:vous|te) plait|svp|stp|juste|un (?:petit )?peu|peut etre|maintenant|alors|voila|desole de vous deranger|si possible)\b,?/gu,
      '',
    ],
    [/ {2,}/gu, ' '],
  ],
  joints:
    /\b(?:et|mais|donc|ou bien)\b|(?<!\bque )\b(?=(?:pouvez|pourriez) vous\b|(?:peux|pourrais) tu\b|vous pouvez\b|vous pourriez\b|puis je\b|j ai pas\b|je (?:comprends pas|veux|voudrais|prefere|prefererais|aimerais|souhaite)\b)/gu,
  courtesy: {
    lead: 'pardon|pardonnez moi|excusez moi|excuse moi|(?:je suis )?(?:vraiment )?desolee?|bonjour|bonsoir|salut|ok|okay|d accord|oui|non|ah|oh|merci|je crois(?: que)?|je pense(?: que)?|franchement|honnetement|a vrai dire|sorry',
    tail: 'merci(?: beaucoup)?|pardon|desolee?|si c est possible|si vous (?:voulez|permettez)|si ca vous (?:va|derange pas)',
    alone: 'je suis navree?|merci d avance|c est possible|est ce possible|est ce que c est possible',
  },
  astonished: /^(?:pardon|comment|quoi|hein|excusez[ -]moi|vous disiez|plait[ -]il|comment ca)(?:\s?\?)+$/u,
  wishes: {
    person: [
      `(?:${want}|${may}) ${talk}(?: plutot)? (?:a|avec) ${human}(?: (?:plutot|directement|a la place))?`,
      `(?:${want}|j ai besoin d|il me faut|donnez moi) (?:avoir )?(?:(?:une|un) )?(?:vraie?) (?:personne|humain|recruteur)`,
      `${want} (?:une personne|un humain|un etre humain)(?: a la place)?`,
      `(?:passez|passe) moi ${human}|mettez moi en (?:contact|relation) avec ${human}`,
      `y a t il ${human}(?: a qui (?:je peux )?parler)?`,
      '(?:une |un )?(?:vraie?) (?:personne|humain|recruteur)|une personne humaine|une personne|un humain|un etre humain',
      `je (?:veux|voudrais|souhaite|prefere|prefererais|aimerais)(?: mieux)? pas (?:parler|discuter|faire l entretien) (?:a|avec) ${machine}`,
      `je (?:parle|discute) pas (?:a|avec) ${machine}`,
    ],
    stop: [
      `${want} (?:m )?(?:arreter|terminer|finir|interrompre|quitter|stopper|abandonner)(?: ${interview})?`,
      `${want} mettre fin a (?:l |cet )entretien`,
      `je (?:veux|souhaite|peux|vais) (?:plus|pas)(?: pouvoir)? (?:continuer|poursuivre)(?: ${interview})?`,
      `${want} (?:me retirer|retirer ma candidature)|je (?:me retire|retire ma candidature)`,
      `(?:arretons|stoppons|terminons)(?: nous)?(?: ${interview})?`,
      `${canWe} (?:s |en )?(?:arreter|finir|terminer|rester)(?: ${interview})?`,
      `(?:${may}) (?:m )?(?:arreter|terminer)(?: ${interview})?`,
      `on (?:s )?arrete(?: ${interview})?|j arrete(?: ${interview})?|(?:arretez|arrete|stoppez)(?: ${interview})?`,
      'stop|arreter|j abandonne|je laisse tomber',
    ],
    help: [
      `(?:j ai besoin|j aurais besoin) (?:d |de l )aide${here}|${want} (?:de l |d )aide${here}`,
      `(?:${you}) (?:m )?aider${here}|(?:aidez|aide) moi${here}`,
      `(?:est ce que )?quelqu un (?:peut|pourrait)(?: il)? m aider${here}|y a t il quelqu un (?:pour|qui peut) m aider`,
      '(?:a l )?aide|au secours',
      `j ai (?:un|des) (?:probleme|problemes|souci|soucis|difficultes) avec ${device}`,
      '(?:j ai|il y a) (?:un |des )?(?:probleme|problemes|soucis?) de (?:micro|son|connexion|page)',
      '(?:j ai|il y a) (?:un|des|une) (?:petit )?(?:probleme|problemes|souci|soucis|difficulte|difficultes) techniques?',
      `${device} (?:marche|fonctionne|charge|repond|s affiche) (?:pas|plus)`,
      `(?:${may}) avoir (?:plus|davantage) de temps${here}`,
      `j ai besoin de (?:plus|davantage) de temps pour (?:repondre|reflechir|(?:la|cette) question)`,
      `(?:j ai besoin d|${want}|${may} avoir) (?:un )?amenagement`,
    ],
    pause: [
      `(?:${canWe}|${may}|${want}) (?:faire |prendre |avoir )?${rest}`,
      `j ai besoin (?:d |de faire )${rest}|on fait ${rest}|${rest}`,
      `${wait}|attendez(?: ${wait})?|attends(?: ${wait})?|(?:donnez|donne|laissez|laisse) moi ${wait}(?: pour reflechir)?`,
    ],
    reword: [
      `je (?:(?:vous|te|la|le) )?(?:comprends|saisis) pas${little}(?: (?:${question}|${meant}|ca))?`,
      `j ai pas${little} (?:compris|saisi)${little}(?: (?:${question}|${meant}))?|je (?:vous|t) ai pas${little} compris`,
      `je (?:sais|vois) pas${little} ${meant}|je suis pas sure? (?:d avoir compris|de comprendre)(?: ${question})?`,
      '(?:que voulez vous|qu est ce que vous voulez|qu est ce que tu veux|que veux tu) dire(?: (?:par la|exactement|par ca))?|(?:vous voulez|tu veux) dire quoi(?: par la)?',
      `(?:qu est ce que ca|que) (?:veut dire|signifie)(?: (?:ca|cela|${question}))?|ca (?:veut dire|signifie) quoi|qu entendez vous par la`,
      `(?:${you}) (?:m )?(?:la |le |l )?(?:reformuler|expliquer|expliciter|clarifier|preciser|simplifier)(?: (?:${it}))?(?: ${other})?`,
      `(?:${you}) (?:la |le |l )?(?:dire|poser|formuler|exprimer|expliquer|demander)(?: (?:${it}))? ${other}`,
      `(?:reformulez|expliquez|precisez|clarifiez)(?: (?:moi))?(?: (?:${it}))?|(?:dites|demandez|posez|formulez)(?: (?:le|la))?(?: moi)?(?: ${question})? ${other}`,
      `${question} (?:est|m est|me parait|me semble) (?:pas claire|trop compliquee|difficile a comprendre|pas comprehensible|incomprehensible)(?: pour moi)?`,
      `c est pas (?:tres )?clair(?: pour moi)?|(?:en|avec) d autres (?:termes|mots)|plus simplement`,
    ],
    repeat: [
      `(?:${you}) (?:(?:la|le) )?(?:repeter|redire|relire|reposer|redonner)(?: (?:${it}))?(?: ${again})?`,
      `(?:${you}) (?:la |le )?(?:dire|lire|poser)(?: (?:${it}))? ${again}(?: ${question})?`,
      `(?:repetez|repete|redites|relisez|reposez)(?: (?:moi|la|le))?(?: (?:${it}))?(?: ${again})?`,
      `(?:${may}) (?:la )?(?:entendre|reentendre|relire|revoir|avoir)(?: ${question})?(?: ${again})?`,
      `c etait quoi(?: deja)? ${question}(?: deja)?|c est quoi(?: deja)? ${question} deja|quelle (?:etait|est)(?: deja)? ${question}(?: deja)?`,
      'qu (?:avez vous|as tu) (?:dit|demande)|(?:vous avez|tu as) (?:dit|demande) quoi|qu est ce que (?:vous avez|tu as) (?:dit|demande)',
      `j ai pas${little} (?:entendu|saisi le son)(?: ${question})?|je (?:vous|t) ai pas${little} entendu`,
      'j entends (?:rien|pas|mal)|je (?:vous|t) entends (?:pas|mal|plus)',
      `j ai oublie ${question}|${again}|pardon comment`,
    ],
  },
  choices: {
    go_on: [
      `(?:(?:${want}|oui|on peut|nous pouvons|je vais) )?(?:continuer|poursuivre|passer)(?: (?:l entretien|avec la question|a la (?:question )?suivante|a la question suivante))?`,
      '(?:continuons|on continue|je continue|poursuivons)(?: l entretien)?|(?:la )?(?:question )?suivante|laissez tomber|j ai change d avis|peu importe',
    ],
    help: ['(?:de l |demander de l |je (?:veux|voudrais) de l )?aide|demander aide'],
    person: [`(?:oui )?(?:(?:avec|a) )?${human}`, `(?:oui )?${talk} (?:avec|a) ${human}`],
    finish: [`(?:${want} )?(?:terminer|finir|m arreter|arreter)(?: ici| la| l entretien)?`],
    withdraw: [`(?:${want} )?(?:me retirer|retirer ma candidature)|je (?:me retire|retire ma candidature)|retrait`],
  },
  yes: /^(?:oui|oui merci|ouais|ok|okay|d accord|oui d accord|volontiers|oui volontiers|bien sur|oui bien sur|exactement|exact|tout a fait|je veux bien|oui je veux bien)$/u,
  no: /^(?:non|non merci|pas|plutot pas|non plutot pas|pas la peine|surtout pas|non pas)$/u,
};
