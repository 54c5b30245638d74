// What single sentences show: a deed, a figure, a result, a weighed alternative, a lesson, an admission.
import { numberWords } from './assessor-vague.ts';

const resultVerbs =
  /\b(?:reduc\w*|cut|cuts|lower\w*|dropp?\w*|drop|shr[aiu]nk|increas\w*|rais\w*|r[io]se|risen|grew|grow\w*|improv\w*|doubl\w*|tripl\w*|halv\w*|sav\w+|gain\w*|went (?:from|down|up|to|below|under)|fell|fall(?:en)?|climb\w*|jump\w*|down to|up to|came down|shorten\w*|faster|slower|quicker|fewer|less|more than|under|below|within|recover\w*|won|closed|sold|signed|hired|trained|migrated|delivered|served|converted|renewed|refunded|returned|passed|handled|processed|restored|survived|came through|went through|found \d+ (?:more|further|other|wrong|bugs?|errors?|mistakes?)|hit|reached|exceeded|beat|lost|became?|instead of|only|remain\w*|zero)\b/iu;
const spokenNumber = String.raw`(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|zero|none|half|hundred)`;
const between = new RegExp(
  String.raw`\bfrom\b[^.]{0,40}?\b${spokenNumber}\b.{0,40}?\b(?:to|until)\b.{0,20}?\b${spokenNumber}\b|\b${spokenNumber}\b(?: \w+){0,3} to (?:only |just |about |under |below )?\b${spokenNumber}\b|\b${spokenNumber}\b[^.]*,\s*(?:\w+\s+){0,3}${spokenNumber}[^.,]* before\b|\bbefore(?: that| this| it| we|,)[^.]*\b${spokenNumber}\b`,
  'iu',
);
const nowFigure =
  /\b(?:now|today|afterwards|after (?:that|this)|finally|in the end)\b.*\d+ ?(?:%|percent|ms|seconds?|minutes?|hours?|days?|weeks?|euros?|times)|\d+ ?(?:%|percent) (?:after|within|in) \d|\bdid \d/iu;
const quietTime =
  /\b(?:in|for|since) (?:the )?(?:last |past )?(?:\d+|two|three|four|five|six) (?:weeks?|months?|years?)\b[^.]*\b(?:no|none|zero|never|without|only one)\b|\b(?:no|none|zero|never|without)\b[^.]*\b(?:in|for|since) (?:the )?(?:last |past )?(?:\d+|two|three|four|five|six) (?:weeks?|months?|years?)\b/iu;
const speed =
  /\b(?:in|within|after) (?:only |just |about |under )?\d+ (?:minutes?|hours?|days?|seconds?)\b|\b\d+ (?:minutes?|hours?|seconds?|days?) later\b|\bback in \d/iu;
const fromTo =
  /\bfrom\b[^.]{0,40}?\d[^.]{0,40}?\b(?:to|down to|until)\b[^.]{0,20}?\d|\d[^.\s]*\s*(?:→|->|=>)\s*\d|\bbefore\b[^.]{0,60}\d[^.]{0,80}\b(?:after|afterwards|now|then|today)\b[^.]{0,40}\d|\b(?:halved|doubled|tripled|quadrupled)\b|\bby (?:a |one |two )?(?:half|third|quarter)s?\b/iu;
const unitNumber =
  /(?:[€$£]\s?\d|\d[\d.,]*\s*(?:%|percent\b|per cent\b|pp\b|x\b|times\b|ms\b|milliseconds?\b|s\b|sec\b|seconds?\b|min\b|minutes?\b|h\b|hours?\b|days?\b|weeks?\b|months?\b|k\b|m\b|million\b|thousand\b|euros?\b|dollars?\b|pounds?\b|usd\b|eur\b|gb\b|mb\b|kg\b|tons?\b|tonnes?\b|mm\b|cm\b|bar\b|°|degrees\b|volts?\b|v\b|amps?\b|units?\b|items?\b|orders?\b|users?\b|customers?\b|patients?\b|tickets?\b|calls?\b|deals?\b|pallets?\b|requests?\b|errors?\b|complaints?\b|people\b|points?\b|stars?\b))/iu;
const yearOrTenure =
  /\b(?:19|20)\d\d\b|\b\d+\+?\s*(?:years?|yrs?)(?:\s+(?:of|in|as|experience|ago|old))?|\b24\s*\/\s*7\b|\b100\s*(?:%|percent)\s+(?:sure|certain|committed)/giu;

/** "IFRS 16", "ISO 9001": names, not figures. */
const namedNumber = /\b\p{Lu}{2,}[\p{L}-]*[ -]?\d[\d.]*\b(?!\s*%)/gu;

const hasNumber = (text: string): boolean =>
  /\d|\b(?:a|by a|one|two|three) (?:third|quarter)s?\b/u.test(text) ||
  text
    .toLowerCase()
    .split(/[^a-z]+/u)
    .some((word) => numberWords.has(word));

/** A figure that states a result: a change, a before and after, or an achievement with its count. */
export const isMeasured = (sentence: string): boolean => {
  if (quietTime.test(sentence)) return true;
  const text = sentence.replace(yearOrTenure, ' ').replace(namedNumber, ' ');
  if (fromTo.test(text) || nowFigure.test(text) || between.test(text) || speed.test(text)) return true;
  if (!hasNumber(text) || !resultVerbs.test(text)) return false;
  return unitNumber.test(text) || /\d/u.test(text) || /\b(?:half|twice|dozen)\b/iu.test(text);
};

const outcome =
  /\b(?:as a result|so that|which meant|since then|afterwards?|in the end|at the end|eventually|stopped|no longer|never (?:again|came back|happened again|went)|not (?:come|happen) (?:back|again)|on time|without (?:any |a |losing |further )?\w+|stayed with|renewed|accepted|approved|adopted|still (?:use|used|run|runs|in use)|went live|solved|worked again|back to normal|came back|passed|(?:was|were|is|are) (?:fixed|gone|stable|solved|happy|satisfied|back)|agreed to|thanked|signed|recovered|dropped|disappeared|nobody (?:was|got)|(?:no|not one|not a single) (?:\w+ )?(?:more|again)|no (?:injur\w+|complaints?|incidents?|downtime|more))\b/iu;
const strongReason =
  /\b(?:instead of|rather than|alternatives?|considered|weighed|trade[- ]?offs?|downsides?|drawbacks?|pros and cons|on the other hand|depends on|it depends|decided against|decided not|chose (?:not|to|the|a|it|this|that)|i chose|we chose|rejected|ruled out|compared|comparing|versus|vs\.?|cheaper|costs? (?:more|less|us|too)|more important|less important|risk (?:of|that|was|is)|riskier|too risky|safer|at the (?:cost|price|expense) of|gave up|accept(?:ed|ing)? (?:the|that|a|some)|would have (?:been|taken|meant|cost|needed|lost|made)|the other option|another option|first option|both options|not worth|worth (?:it|the)|overkill|both (?:variants?|versions?|options?|ways)|test(?:ed)? both|in both|(?:would|will) only|only hides?|symptom|could (?:also )?(?:have|let|close|buy)|would have \w+|chosen? (?:\w+ ){0,3}over|pick(?:ed)? \w+ over|preferred|and not|,\s*not (?!only|just|sure|really|even|yet)|not enough|can wait|could wait|too (?:late|long|slow|expensive)|was not the (?:problem|reason|cause)|prioriti[sz]\w*|most urgent|urgent first|before (?:anything|everything) else)\b/iu;
const weakReason =
  /\b(?:because|since (?:the|it|we|they|i)|so that|in order to|to avoid|to prevent|to make sure|to be sure|to see (?:if|whether)|otherwise|that way|which means|therefore|the reason|due to|so (?:the|we|i|it|they|no|nobody|that|every))\b/iu;
const reflection =
  /\b(?:(?:i|we)(?:'ve)? learn(?:ed|t)(?! (?:a lot|so much|many|much|everything|lots))|taught me|next time|in hindsight|looking back|lesson|my mistake|was a mistake|mistake i made|my fault|i was wrong|i missed|we missed|i underestimated|i had not (?:checked|thought|asked)|i hadn't (?:checked|thought|asked)|should have|would do (?:\w+ ){0,3}differently|from then on|since then (?:i|we)|from that day|now (?:i|we) (?:always|first|also)|today i would|would (?:now|today)|ever since)\b/iu;
const denial =
  /\b(?:i|we)(?:'ve| have| had)? never (?:really |actually |ever )?(?:\w+ed|did|done|had|been|seen|given|led|written|built|run|taught|sold|taken)\b|\b(?:i|we) (?:really |honestly |actually )?(?:do not|don't|did not|didn't|have not|haven't|had not|hadn't|can't|cannot|could not|couldn't)\s+(?:really |actually |ever |even )?(?:know|have|had|done|do|use|used|work|worked|seen|heard|tried|touched|remember|recall|think of|think about any|been|trained|say anything)\b|\bno (?:real )?(?:experience|idea)\b|\bnot (?:really )?familiar\b|\bnothing comes to mind\b|\b(?:is|was) new to me\b|\bwould have to (?:google|look (?:it|that) up|learn that first)\b|\bwas never my\b/iu;
const turning = /\b(?:so|but|then|therefore|until)\b/iu;

export type Signs = {
  measured: boolean;
  outcome: boolean;
  alternative: boolean;
  reason: boolean;
  reflection: boolean;
  denial: boolean;
};

export const signsOf = (text: string): Signs => ({
  measured: isMeasured(text),
  outcome: outcome.test(text),
  alternative: strongReason.test(text),
  reason: weakReason.test(text),
  reflection: reflection.test(text),
  denial: denial.test(text) && !turning.test(text),
});
