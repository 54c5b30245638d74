// Tells which kind of work a text is about: by the skills it names, else by plain words.
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import type { SkillArea } from '../../../domain/skills/skill.ts';
import { areaOfSkill } from '../../../domain/skills/skill-table.ts';

/** Words that give a kind of work away; the first pattern that matches counts. */
const signs: readonly (readonly [SkillArea, RegExp])[] = [
  ['safety', /\b(?:safety|safely|hygien\w*|hazard\w*|regulations?|protective|infection)\b/iu],
  [
    'care',
    /\b(?:patients?|residents?|ward|clinic\w*|nurs\w*|medic\w*|carers?|caregiver|therap\w*|midwi\w*|doctor|physician|pupils?|children|teacher|care)\b/iu,
  ],
  [
    'lead',
    /\b(?:lead(?:s|ing|ership)?|mentor\w*|coach\w*|supervis\w*|direct reports|direction|influenc\w*|delegat\w*|manager|head of|director|foreman)\b/iu,
  ],
  ['secure', /\b(?:security|secure|threats?|vulnerabilit\w*)\b/iu],
  ['quality', /\b(?:tests?|testing|tester|quality|defects?|inspection)\b/iu],
  ['data', /\b(?:data|analy[st]\w*|metrics?|statistic\w*|reports?|quer(?:y|ies)|scientist)\b/iu],
  ['operate', /\b(?:reliab\w*|uptime|incidents?|infrastructure|cloud|deploy\w*|servers?|monitoring|administrator)\b/iu],
  ['design', /\b(?:architect\w*|system design|scal(?:e|able|ing|ability))\b/iu],
  ['build', /\b(?:software|develop(?:er|ers|ing)?|code|coding|programm\w*|apps?|applications?|api|engineer)\b/iu],
  ['sell', /\b(?:sales|sell\w*|deals?|quota|revenue|prospect\w*|accounts? executive|customers? acquisition)\b/iu],
  [
    'finance',
    /\b(?:account(?:s|ing|ant|ancy)|ledger|invoic\w*|tax(?:es)?|budget\w*|financ\w*|audit\w*|bookkeep\w*|controller)\b/iu,
  ],
  ['market', /\b(?:marketing|campaigns?|brand\w*|audience|advertis\w*|content)\b/iu],
  ['stock', /\b(?:stock|goods|warehouse|shelves|shelf|deliver(?:y|ies)|orders?|driver|logistic\w*|picker)\b/iu],
  [
    'trade',
    /\b(?:install\w*|repair\w*|wir(?:e|ing)|tools?|machine\w*|equipment|motors?|mechanic|technician|fitter|plumb\w*|weld\w*|carpent\w*|electric\w*|builder|construction)\b/iu,
  ],
  [
    'serve',
    /\b(?:customers?|guests?|clients?|shop|store|till|checkout|service|cashier|retail|reception\w*|waiter|host)\b/iu,
  ],
  [
    'deliver',
    /\b(?:projects?|plan(?:s|ning)?|deadlines?|roadmap|priorit\w*|deliver\w*|coordinat\w*|organis\w*|organiz\w*|product)\b/iu,
  ],
  [
    'communicate',
    /\b(?:communicat\w*|collaborat\w*|explain\w*|present\w*|writ(?:e|ing|ten)|listen\w*|team\w*|stakeholders?|people|language|negotiat\w*)\b/iu,
  ],
];

/** Trades that have no kit of their own: questions made for another one would miss them. */
const withoutKit =
  /\b(?:pupils?|lessons?|classrooms?|teach(?:er|ers|es|ing)?|curriculum|homework|kitchens?|dishes|menus?|recipes?|ingredients|chefs?|employment law|legal|lawyers?|contracts? law|pay structures?|compensation)\b/iu;

/** The most frequent kind among the named skills, the first-named winning a tie. */
const areaOfSkills = (skills: readonly string[]): SkillArea | null => {
  const counts = new Map<SkillArea, number>();
  for (const skill of skills) counts.set(areaOfSkill(skill), (counts.get(areaOfSkill(skill)) ?? 0) + 1);
  return (
    [...counts].reduce<[SkillArea, number] | null>(
      (best, entry) => (best === null || entry[1] > best[1] ? entry : best),
      null,
    )?.[0] ?? null
  );
};

/** The kind of work a text is about, or null when nothing gives it away. */
export const areaOf = (text: string): SkillArea | null => {
  if (withoutKit.test(text)) return 'general';
  return (
    areaOfSkills(recogniseSkills(text).map(({ skill }) => skill)) ??
    signs.find(([, pattern]) => pattern.test(text))?.[0] ??
    null
  );
};

const related: readonly (readonly SkillArea[])[] = [
  ['build', 'design', 'quality', 'operate', 'secure'],
  ['build', 'data'],
  ['sell', 'market', 'serve'],
  ['serve', 'stock'],
  ['care', 'safety'],
  ['trade', 'safety'],
  ['finance', 'data'],
  ['lead', 'communicate', 'deliver'],
];

export const areRelated = (a: SkillArea, b: SkillArea): boolean =>
  related.some((group) => group.includes(a) && group.includes(b));
