// The whole curated table, indexed once: every area's rows as spellings that the recogniser looks up.
import { skillAreas, type SkillArea } from './skill.ts';
import { commercialSkills } from './table/commercial-skills.ts';
import { dataSkills } from './table/data-skills.ts';
import { financeSkills } from './table/finance-skills.ts';
import { healthSkills } from './table/health-skills.ts';
import { operationsSkills } from './table/operations-skills.ts';
import { softwareSkills } from './table/software-skills.ts';
import { tradeSkills } from './table/trade-skills.ts';

/** One spelling of a skill; `exact` ones count only with this very case. */
export type Spelling = { skill: string; text: string; exact: boolean };

const tables = [
  softwareSkills,
  dataSkills,
  operationsSkills,
  commercialSkills,
  healthSkills,
  financeSkills,
  tradeSkills,
];

type Row = { area: SkillArea; names: readonly string[] };

const isArea = (text: string): text is SkillArea => (skillAreas as readonly string[]).includes(text);

/**
 * The lines of a table: `[area]` heads its skills; a skill is its canonical name and, behind a colon, the other spellings
 * of it. The name itself is matched too. What starts with `=` counts only with exactly this case ("Go", not "go").
 */
const rowsOf = (table: string): Row[] => {
  const rows: Row[] = [];
  let area: SkillArea = 'general';
  for (const line of table.trim().replaceAll('\n  ', ' ').split('\n')) {
    const heading = line.slice(1, -1);
    if (isArea(heading)) area = heading;
    else rows.push({ area, names: line.split(/[:,] /) });
  }
  return rows;
};

const rows = tables.flatMap(rowsOf);

const bare = (spelling: string): string => (spelling.startsWith('=') ? spelling.slice(1) : spelling);

const areas = new Map<string, SkillArea>(rows.map(({ area, names: [name = ''] }) => [bare(name), area]));

/** Canonical names of all skills. */
export const skillNames: readonly string[] = [...areas.keys()];

/** The kind of work a canonical skill belongs to. */
export const areaOfSkill = (skill: string): SkillArea => areas.get(skill) ?? 'general';

export const spellings: readonly Spelling[] = rows.flatMap(({ names }) =>
  names.map((spelling) => ({
    skill: bare(names[0] ?? ''),
    text: bare(spelling),
    exact: spelling.startsWith('='),
  })),
);
