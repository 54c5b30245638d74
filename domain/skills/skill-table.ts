// The whole curated table, indexed once: every area's rows as spellings that the recogniser looks up.
import type { SkillArea, SkillGroup } from './skill.ts';
import { commercialSkills } from './table/commercial-skills.ts';
import { dataSkills } from './table/data-skills.ts';
import { financeSkills } from './table/finance-skills.ts';
import { healthSkills } from './table/health-skills.ts';
import { operationsSkills } from './table/operations-skills.ts';
import { softwareSkills } from './table/software-skills.ts';
import { tradeSkills } from './table/trade-skills.ts';

/** One spelling of a skill; `exact` ones count only with this very case. */
export type Spelling = { skill: string; text: string; exact: boolean };

const groups: readonly SkillGroup[] = [
  ...softwareSkills,
  ...dataSkills,
  ...operationsSkills,
  ...commercialSkills,
  ...healthSkills,
  ...financeSkills,
  ...tradeSkills,
];

const bare = (spelling: string): string => (spelling.startsWith('=') ? spelling.slice(1) : spelling);

const areas = new Map<string, SkillArea>(
  groups.flatMap(({ area, skills }) => skills.map(([name]) => [bare(name), area] as const)),
);

/** Canonical names of all skills. */
export const skillNames: readonly string[] = [...areas.keys()];

/** The kind of work a canonical skill belongs to. */
export const areaOfSkill = (skill: string): SkillArea => areas.get(skill) ?? 'general';

export const spellings: readonly Spelling[] = groups.flatMap(({ skills }) =>
  skills.flatMap(([name, aliases = []]) =>
    [name, ...aliases].map((spelling) => ({
      skill: bare(name),
      text: bare(spelling),
      exact: spelling.startsWith('='),
    })),
  ),
);
