// Finds what a requirement is about: "5+ years production TypeScript experience" is about production TypeScript.
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { joinList, midSentence } from './letter-case.ts';
import { pastForms } from './verb-forms.ts';
import { asGerundPhrase, startsWithVerb, withGerunds } from './verb-phrases.ts';

const lengthMax = 90;

const noun =
  '(?:experience|knowledge|understanding|familiarity|proficiency|expertise|exposure|skills?|background|competen(?:ce|cy|cies)|command|grasp|track record|history|mastery|qualifications?|interest|training|awareness|appreciation|fluency|comprehension|capability|capabilities|aptitude|record|passion|commitment)';
const weakAdjective =
  '(?:strong|solid|proven|demonstrated|demonstrable|deep|excellent|good|great|extensive|hands-on|hands on|practical|working|thorough|sound|advanced|expert|basic|in-depth|broad|relevant|professional|previous|prior|significant|substantial|outstanding|exceptional|superior|effective|clear|high|some|recent|direct|commercial|industry|real-world|comprehensive|firm|robust|first-hand|successful|general|fundamental|intermediate|detailed|considerable|minimum|keen|genuine|the|a|an|work|job|technical|very|at least|similar|ideally|preferably|desirable|progressive|post-qualification)';
const emptyAdjective =
  '(?:strong|solid|proven|demonstrated|demonstrable|deep|excellent|good|great|extensive|hands-on|hands on|thorough|sound|in-depth|outstanding|exceptional|superior|impeccable|top-notch|keen|passionate|enthusiastic|confident|energetic|dynamic|self-motivated|highly|very|well-developed|first-class|exemplary|impressive|effective|fluent|basic|intermediate|fundamental|high degree of|high level of|minimum|professional|relevant)';
const link = '(?:with|in|of|for|on|using|at|to|around|about|across|within|working with|working in|working on)';
const state =
  '(?:experienced|skilled|proficient|familiar|comfortable|fluent|competent|knowledgeable|well[- ]versed|versed|adept|expert|capable|responsible|accountable|interested|passionate|committed|good|great|excellent|trained|confident|strong|specialised|specialized|literate|accustomed|up to date)';
const count = '(?:\\d+(?:[.,]\\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|multiple)';

const at = (pattern: string): RegExp => new RegExp(`^${pattern}`, 'iu');
const end = (pattern: string): RegExp => new RegExp(`${pattern}$`, 'iu');

/** Openings after which a verb follows: the rest is a task. */
const taskOpenings = [
  at(
    "(?:.{0,60}?\\b)?(?:you will|you[’']ll|who (?:can|will|is able to)|candidates? (?:will|must|should|can)|you (?:can|must|should|are able to)) (?:also |be able to |help (?:us )?(?:to )?|be )?(?!(?:have|be|bring|know|need)\\b)",
  ),
  at(
    `(?:(?:must|should|will|to) be |is |are |be )?(?:${weakAdjective}[ ,]+(?:and )?)*(?:ability|able|capacity|willingness|aptitude|capability|desire|eager|keen) to `,
  ),
  at('(?:you|they) (?!have|are|bring|know)(?=\\p{L}+ )'),
  at('to (?=\\p{L}+ )'),
  at(
    `(?:has|have|had|having) (?:also |already |previously |successfully |personally )?(?=(?:${pastForms.join('|')})\\b)`,
  ),
  at('(?:can|could|knows? how to|understands? how to|(?:want|like|love|enjoy)s? to(?! learn)) (?=\\p{L}+)'),
];

/** Openings that say how much or how well, never what. */
const openings = [
  at(
    "(?:we are looking for|we[’']re looking for|looking for|we need|we seek|seeking|we want|the ideal candidate|the successful candidate|ideal candidates?|this role|the role|the position|the job|duties|responsibilities|requirements?|tasks|nice[- ]to[- ]have|bonus|required|preferred|optional|essential|desirable|must[- ]have)(?:\\s*:|\\s+(?:is|are|has|have|involves?|includes?|requires?|calls for|:))?\\s+",
  ),
  at(
    '(?:someone|somebody|a person|people|candidates?|applicants?|you|he|she|they) (?:who |with |will |must |should )?(?:also )?(?:have |has |be |are |is |bring |possess |hold |show |demonstrate |need |know )?(?=\\p{L})',
  ),
  at(
    '(?:must|should|will|need to|needs to|has to|have to|required to|expected to) (?:also )?(?:have|be|possess|hold|demonstrate|show|bring|know|understand)? ?(?=\\p{L})',
  ),
  at('(?:(?:want|like|love)s?|would like|eager|keen|willing|ready) to learn (?:more )?(?:about )?'),
  at('(?:have|has|having|possess(?:es)?|brings?|demonstrates?|shows?|holds?|knows?|understands?|maintains? a|needs?) '),
  at(
    `(?:a |an )?(?:minimum(?: of)?|min\\.?|at least|over|more than|approx(?:imately|\\.)?|around|up to|~|>)?\\s*(?:of )?${count}\\s*(?:\\+|plus)?\\s*(?:(?:-|–|to)\\s*${count}\\s*\\+?)?\\s*(?:or more )?(?:years?|yrs?\\.?|months?)[’']?s?[’']?(?:\\s+(?:or more|plus|minimum))?(?:\\s+of)?\\s+`,
  ),
  at(
    `(?:${weakAdjective}[ ,/]+(?:and )?)*${noun}(?:(?:\\s*(?:,|/|and|or)\\s*)(?:${weakAdjective}\\s+)*${noun})*\\s+(?:and (?:ability|interest) )?${link}\\s+`,
  ),
  at(`(?:${weakAdjective}[ ,]+)*(?:${noun}|${state})\\s+(?=\\p{L}+ing\\b)`),
  at(`(?:${weakAdjective}[ ,]+)*${noun}\\s+(?=as\\b)`),
  at(`(?:${weakAdjective}[ ,]+)*${state}(?: and ${state})?\\s+${link}\\s+`),
  at(`(?:an? |the )?(?:${emptyAdjective}[ ,/]+(?:and )?)+`),
  at('(?:and|or|also|with|including|plus|e\\.?g\\.?|i\\.?e\\.?)[,: ]+'),
];

const closings = [
  end(`[\\s,–-]+(?:\\(?${count}\\s*\\+?\\s*(?:years?|yrs?)\\)?)`),
  end(
    '[\\s,–(-]+(?:is |are |would be )?(?:strictly |highly |strongly |also )?(?:required|essential|mandatory|preferred|desirable|desired|a plus|a must|a must-have|a bonus|an advantage|an asset|necessary|needed|beneficial|welcome|nice to have|optional|a requirement|expected)\\)?',
  ),
  end(
    '[\\s,]+(?:and|or)(?: other)? (?:similar|equivalent|comparable|related|the like|more)(?: (?:tools?|technolog(?:y|ies)|experience|fields?|frameworks?|languages?|systems?|roles?|qualifications?))?',
  ),
  end('[\\s,]+(?:etc\\.?|and so on|or so|among others)'),
  end(
    `\\s+(?:(?:work|working|professional|industry|hands-on|practical|prior)\\s+)?(?:experience|knowledge|expertise|background|proficiency|understanding|competenc(?:e|y|ies)|know-how|abilities|ability)`,
  ),
  end('(?<!(?:al|ic|ive|ary|ous|soft|people|oral|hard|core|key))\\s+skills?'),
  end(
    '\\s+(?:in|at|for) (?:a|an|the) (?:similar|comparable|relevant|related|professional) (?:role|position|environment|setting|field|industry|job)',
  ),
  end('[\\s,;:.–(-]+'),
];

/** Tails that only add examples, purposes or wishes. */
const tails =
  /(?:\s+[–—-]\s+|;|:\s|\.\s|,?\s+(?:including|such as|like|e\.?g\.?|i\.?e\.?|for example|in order to|so that|ideally|preferably|as well as|whilst|while|which|who|that|where|to (?:ensure|support|enable|achieve|meet|help|drive|provide|improve|deliver))\b|,\s+(?:working|ensuring|including|using|with|providing|making|reporting|and (?:be|you|we|will|ensure)))/iu;

const stripOnce = (phrase: string, patterns: RegExp[]): string =>
  patterns.reduce((rest, pattern) => {
    const next = rest.replace(pattern, '').trim();
    return /\p{L}{2}/u.test(next) || /^(?:C|R)\b/u.test(next) ? next : rest;
  }, phrase);

type Stripped = { rest: string; isTask: boolean };

const stripAll = (phrase: string): Stripped => {
  let rest = phrase;
  let isTask = false;
  for (let round = 0; round < 8; round += 1) {
    const task = stripOnce(rest, taskOpenings);
    isTask = isTask || task !== rest;
    const next = stripOnce(stripOnce(task, isTask ? [] : openings), closings);
    if (next === rest) break;
    rest = next;
  }
  return { rest, isTask };
};

const wholeWords = (text: string): string => {
  if (text.length <= lengthMax) return text;
  const room = text.slice(0, lengthMax);
  const clause = Math.max(room.lastIndexOf(','), room.lastIndexOf(' and '), room.lastIndexOf(' or '));
  const cut = clause > lengthMax / 3 ? clause : room.lastIndexOf(' ');
  return (cut > 10 ? room.slice(0, cut) : Array.from(room).slice(0, 60).join(''))
    .replace(/[\s,;:–-]+(?:and|or|of|in|with|for|to|the|a|an|on|by|from)?$/iu, '')
    .trim();
};

const asOccupation = (role: string): string =>
  /\s(?:in|on|at|with|for|of)\s/u.test(role)
    ? `work as ${/^[aeiou]/iu.test(role) ? 'an' : 'a'} ${role}`
    : `${role} work`;

/** Traits and kinds of persons as the work that shows them. */
const asWork: readonly (readonly [RegExp, string])[] = [
  [/^(?:a )?team[- ]players?$/iu, 'working in a team'],
  [/^(?:a )?self[- ]starters?$/iu, 'working without close direction'],
  [/^(?:a )?problem[- ]solvers?$|^problem[- ]solving$/iu, 'solving problems'],
  [/^(?:inter)?personal skills$|^people skills$|^interpersonal$/iu, 'working with people'],
  [/^organi[sz]ational skills$|^organi[sz]ed$/iu, 'organising your own work'],
  [/^analytical skills$|^analytical thinking$/iu, 'analysing problems'],
  [/^multi-?tasking$/iu, 'handling several tasks at once'],
  [/^detail[- ]oriented$|^eye for detail$/iu, 'attention to detail'],
  [
    /^(?:written and (?:verbal|oral|spoken)|(?:verbal|oral|spoken) and written)(?: communication)?(?: skills)?(?: in english)?$/iu,
    'written and spoken communication',
  ],
];

/** Headings before a requirement. */
const label =
  /^(?:nice[- ]to[- ]have|must[- ]have|required|requirements?|preferred|desirable|optional|essential|bonus|a? ?plus|skills?|(?:tech )?stack|tools|tasks?|duties|responsibilities|experience|knowledge|qualifications?|education)\s*[:–-]\s+/iu;

const foreignWords =
  /(?<!\p{L})(?:und|mit|der|die|das|für|oder|eine?r?|sowie|et|les|des|avec|pour|une|dans|con|para|los|las|del|una|experiencia|della|delle|esperienza|het|een|van|och|med|til|jest|oraz|pracy|na|com|experiência|erfahrung|kenntnisse|expérience|connaissances|zu|zum|zur|bitte|mehr|fragen|nicht|auch|auf|von|ist|sur|qui|que|por|más|sobre|plus de|questions sur|vragen|pytania)(?!\p{L})/giu;

/** Whether a text is hardly English, so that its grammar must be left alone. */
export const isForeign = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const foreign = text.match(/[^\p{Script=Latin}\P{L}]/gu)?.length ?? 0;
  return foreign * 4 > letters || (text.match(foreignWords)?.length ?? 0) >= 2;
};

/** What a text in another language is about: the skills it names, else its own words as a quotation. */
const foreignTopic = (text: string): string => {
  const skills = [...new Set(recogniseSkills(text).map(({ skill }) => skill))].slice(0, 3);
  return skills.length > 0 ? midSentence(joinList(skills)) : `“${wholeWords(text)}”`;
};

const withoutParentheses = (text: string): string => {
  const rest = text
    .replaceAll(/\s*[([][^)\]]*[)\]]?/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return /\p{L}{3}/u.test(rest) ? rest : text.replaceAll(/[()[\]]/gu, ' ').trim();
};

/** The part before examples and purposes, unless nothing would be left of it. */
const head = (text: string): string => {
  const first = text.split(tails)[0]?.trim() ?? '';
  return /\p{L}{2}/u.test(stripAll(first).rest) && first.includes(' ') ? first : text;
};

const bareNoun = new RegExp(`^${noun}$`, 'iu');

const subjectOf = ({ rest, isTask }: Stripped): string | null => {
  const bare = rest.replace(/^(?:of|in|with|for|at|on|from)\s+/iu, '').replaceAll(/\b(?:our|your)\s+/giu, '');
  if (!/\p{L}{2}|^[CR]$/u.test(bare) || bareNoun.test(bare)) return null;
  const mid = midSentence(bare);
  const mention = recogniseSkills(mid)[0];
  const opensWithSkill = mention?.start === 0 && /^\p{Lu}| /u.test(mid.slice(0, mention.end));
  const isAction = isTask || (startsWithVerb(mid) && !opensWithSkill);
  return wholeWords(isAction ? asGerundPhrase(mid) : withGerunds(mid));
};

/**
 * The subject of a tidied requirement as a noun phrase or gerund in mid-sentence case, at most 90 characters; null
 * when it says only how long or how well.
 */
export const topicOf = (statement: string): string | null => {
  if (isForeign(statement)) return foreignTopic(statement);
  const whole = withoutParentheses(statement.replace(label, ''));
  const task = stripOnce(whole, taskOpenings);
  const { rest, isTask } = stripAll(head(task));
  const known = asWork.find(([pattern]) => pattern.test(rest));
  if (known !== undefined) return known[1];
  const role = /^as (?:an? |the )?(.+)$/iu.exec(rest)?.[1];
  return role === undefined
    ? subjectOf({ rest, isTask: isTask || task !== whole })
    : wholeWords(asOccupation(midSentence(role)));
};
