// Recognises "I have not done that" and "I don't know" in an answer: whoever says so is not asked about it again.
import { splitClauses, splitSentences } from '../../domain/text/sentences.ts';
import { withoutFillers } from '../../domain/text/stop-words.ts';

const doing =
  '(?:done|did|do|worked?|used?|had|have|been|seen|see|heard|tried|try|touched|met|faced|encountered|experienced|dealt|handled|managed|led|run|ran|built|written|given|taught|taken|needed|come across|came across|gotten|got|known?|remember|recall|think of|come up)';
const negative =
  "(?:do not|don't|did not|didn't|have not|haven't|has not|hasn't|had not|hadn't|can not|cannot|can't|could not|couldn't|am not|'m not|was not|wasn't|would not|wouldn't)";
const adverb = '(?:really|honestly|actually|personally|ever|even|yet|myself|quite|often|directly|currently|just)';

/** Only what the candidate says about themselves counts: "the server did not have space" denies nothing. */
const self = `(?:^(?:(?:no|well|sorry|honestly|unfortunately|so|and|but)[,\\s]+)*|\\b(?:i|we)(?:'ve|'d| have| had)? (?:${adverb} )*)`;

/** Found anywhere in a clause. */
const anywhere: readonly RegExp[] = [
  new RegExp(`${self}${negative} (?:${adverb} )*${doing}\\b`, 'iu'),
  new RegExp(
    `${self}${negative} (?:${adverb} )*(?:say|tell you|speak to|talk about|comment on|think|answer|name|give (?:you )?an example)\\b`,
    'iu',
  ),
  new RegExp(`${self}never (?:${adverb} )*${doing}\\b`, 'iu'),
  /\bi(?:'m| am) (?:really |honestly )?not (?:really |too |very |so |quite )?(?:sure|certain|aware|familiar|experienced|the right person)\b/iu,
  /\b(?:it|that|this) (?:has not|hasn't|has never|never|did not|didn't) (?:ever |really )?(?:come|came|happen|happened|occurred)\b/iu,
  /\b(?:no|zero|not (?:much|any|a lot of)|little to no|hardly any|lack(?:ing)?(?: the| any)?) (?:\w+ )?(?:experience|exposure|knowledge|idea|clue|example|examples|practice)\b/iu,
  /\b(?:nothing|none) (?:comes to mind|to (?:say|tell|add|report)|like that|that i (?:can|could))\b/iu,
  /\b(?:new to me|not (?:really )?(?:my area|my field|my thing|something i)|beyond me|outside (?:of )?my (?:experience|area)|unfamiliar|(?:have|'ve) yet to|would have to (?:google|look (?:it|that) up))\b/iu,
  /\bonly (?:ever )?(?:read|heard) (?:about|of)\b/iu,
  /\b(?:dunno|idk|beats me)\b/iu,
];

/** The whole of a clause. */
const alone =
  /^(?:(?:well|sorry|honestly|unfortunately|no|so|to be honest|i am afraid|i'm afraid)[,\s]+)*(?:no|nope|nah|never|none|nothing|not (?:really|yet|much|at all|so far|that i (?:know|remember|recall|can (?:think of|remember|recall)).*|to my knowledge|personally)|(?:i )?(?:have not|haven't|did not|didn't|do not|don't|cannot|can't))(?:[,\s]+(?:no|sorry|so far|yet|at all|really|i'm afraid|i am afraid|unfortunately|to be honest|honestly))*$/iu;

const plain = (text: string): string =>
  withoutFillers(text.replaceAll('’', "'"))
    .replace(/^[\s,;:.!?–-]+|[\s,;:.!?–-]+$/gu, '')
    .replaceAll(/\s+/gu, ' ');

const isDenial = (clause: string): boolean => alone.test(clause) || anywhere.some((pattern) => pattern.test(clause));

/** What of an answer is left without the clauses that deny, and whether there were any. */
export const withoutDenials = (answer: string): { denied: boolean; rest: string } => {
  const clauses = splitSentences(answer)
    .flatMap((sentence) => splitClauses(sentence))
    .map(({ text }) => text);
  const kept = clauses.filter((clause) => !isDenial(plain(clause)));
  return { denied: kept.length < clauses.length, rest: kept.join('. ') };
};
