// Sentences that talk to the grader or praise the speaker: they are neither evidence for nor against anything.
import type { Passage } from '../../domain/text/sentences.ts';

/** Text that addresses whoever grades, in plain words or dressed up as markup, roles or data. */
const instructionPatterns: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:rubric|instructions?|prompts?|rules?|guidelines|criteria|anchors?|everything (?:above|before)|scoring)\b/iu,
  /\b(?:strong[_\s-]?hire|no[_\s-]?hire)\b/iu,
  /\b(?:give|award|assign|grant|rate|score|grade|mark|rank)\s+(?:me|myself|this (?:candidate|applicant|answer|response)|the (?:candidate|applicant)|my (?:answers?|responses?)|every (?:competency|criterion)|all (?:competencies|criteria)|it)\b.{0,40}(?:\b(?:[1-5]|five|ten|100|full|top|maximum|highest|perfect|max)\b|[45]\s*\/\s*5)/iu,
  /\b(?:output|return|respond|reply|answer|print|emit|set|write)\b.{0,30}(?:\bverdict\b|\bscores?\b\s*(?:to|of|=|:)?\s*[1-5]|\bhire\b|\bjson\b|"score"|\banchor\b\s*5)/iu,
  /^\s*(?:#+\s*)?(?:\[|<\|?|<\/?)?\s*(?:system|assistant|developer|user|instruction|admin|evaluator|end of (?:transcript|answer))\s*(?:\]|\|?>|:|message|note|override|prompt)/iu,
  /(?:<\|?\/?(?:system|im_start|im_end|assistant|transcript|answer|evidence)[^>]*>|\[\/?(?:inst|system)\]|"(?:score|anchor|verdict|rationale)"\s*:)/iu,
  /\b(?:as an? (?:ai|language model|assessor|evaluator|grader)|you are (?:now )?(?:an? )?(?:ai|assessor|evaluator|grader|judge|scoring|helpful))\b/iu,
  /\b(?:dear|attention|note to|message (?:to|for)|hey|hello)\s+(?:the\s+)?(?:ai|assessor|evaluator|grader|judge|model|scorer|llm|system|reviewer)\b/iu,
  /\bthe (?:candidate|applicant|interviewee)\s+(?:clearly |fully |has |have )*(?:demonstrat\w+|deserv\w+|shows?|showed|shown|meets?|met|exceed\w*|provid\w+|answer\w*|should|must|is (?:excellent|outstanding|perfect))/iu,
  /\b(?:this|my) (?:answer|response) (?:meets|matches|fulfil\w*|satisf\w*|deserves|exceeds|should (?:be|get|receive|score))\b/iu,
  /\b(?:anchor|level|score of|rating of|rated?|score)\s*(?:an?\s)?(?:5|five)\b(?!\s*(?:%|percent|hundred|\.\d))/iu,
  /\b(?:full marks|top marks|maximum (?:score|points|marks)|highest (?:score|rating|anchor)|perfect score|(?:5|five)\s*(?:\/|out of)\s*(?:5|five)|(?:10|ten)\s*(?:\/|out of)\s*(?:10|ten)|hire me|must be hired|should be hired)\b/iu,
];

/** Praise of oneself, and assurances, without any deed. */
const praisePatterns: readonly RegExp[] = [
  /\bi(?:'m|\s+am|\s+was|'ve always been|\s+have always been)\s+(?:\w+\s+){0,4}(?:best|excellent|great|perfect|amazing|outstanding|exceptional|brilliant|world[- ]class|unbeatable|fantastic|incredible|top|genius|ideal|unmatched|superb)\b/iu,
  /\b(?:nobody|no one|no other (?:candidate|applicant|person)|few people)\b.{0,40}\b(?:better|than me|like me|as (?:good|well)|match)\b/iu,
  /\b(?:best|perfect|ideal|strongest|right)\s+(?:possible\s+)?(?:candidate|fit|person|choice|applicant|hire)\b/iu,
  /\b(?:give|gave|giving|put|always at)\s+(?:\w+\s+){0,2}(?:1[0-9]{2}|hundred(?: and ten)?)\s*(?:%|percent|per cent)/iu,
  /\b(?:1[0-9]{2}|hundred)\s*(?:%|percent|per cent)\s+(?:sure|certain|committed|confident|dedicated|motivated|effort)\b/iu,
];

export const isInstruction = (text: string): boolean => instructionPatterns.some((pattern) => pattern.test(text));
export const isPraise = (text: string): boolean => praisePatterns.some((pattern) => pattern.test(text));

const segmentEnd = /[,;:—–](?=\s)|\s(?=and\b)/gu;
const wordsMin = 3;

/** The part of a sentence before it begins to talk to the grader or to praise; null when nothing worth reading is left. */
export const livePart = (sentence: Passage): { part: Passage | null; instructed: boolean } => {
  const instructed = isInstruction(sentence.text);
  if (!instructed && !isPraise(sentence.text)) return { part: sentence, instructed: false };
  let before = '';
  let from = 0;
  for (const match of [...sentence.text.matchAll(segmentEnd), null]) {
    const to = match ? match.index + match[0].length : sentence.text.length;
    const segment = sentence.text.slice(from, to);
    const soFar = sentence.text.slice(0, to);
    if (isInstruction(segment) || isPraise(segment) || isInstruction(soFar) || isPraise(soFar)) break;
    before = soFar;
    from = to;
  }
  const kept = before.replace(/[\s,;:—–]+$/u, '');
  if (kept.split(/\s+/u).length < wordsMin) return { part: null, instructed };
  return { part: { text: kept, start: sentence.start, end: sentence.start + Array.from(kept).length }, instructed };
};
