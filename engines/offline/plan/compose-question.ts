// Writes single questions: a stem of the right kind and form around the requirement, an ending that fits the level.
import type { Level } from '../../../domain/request/request.ts';
import type { SkillArea } from '../../../domain/skills/skill.ts';
import { fillTopic, kitOf } from './area-kits.ts';
import type { QuestionForm } from './level-wording.ts';
import { wordingOf } from './level-wording.ts';
import { starterStems } from './starter-stems.ts';

export type QuestionInput = { topic: string; area: SkillArea; form: QuestionForm; level: Level };
export type ComposedQuestion = { text: string; timeBudgetSeconds: number };

/** Remembers what one plan has used, so that no two of its questions sound alike. */
export type Variety = {
  stem(area: SkillArea, form: QuestionForm, level: Level): string;
  ending(form: QuestionForm, level: Level): string;
  probes(area: SkillArea, count: number): string[];
};

/** Beginners are asked about first steps; only the easiest experience question of the trade is kept for them. */
const stemsFor = (area: SkillArea, form: QuestionForm, level: Level): readonly string[] => {
  if (level !== 'JUNIOR') return kitOf(area)[form];
  return form === 'experience' ? [...kitOf(area).experience.slice(0, 1), ...starterStems[form]] : starterStems[form];
};

const pick = (items: readonly string[], at: number): string => items[at % items.length] ?? '';

/** `start` shifts the choice, so that a revision does not begin with what is there already. */
export const createVariety = (start = 0): Variety => {
  const used = new Map<string, number>();
  const next = (key: string): number => {
    const count = used.get(key) ?? start;
    used.set(key, count + 1);
    return count;
  };
  return {
    // One count for all kinds of work, since their stems open alike ("Tell me about", "Describe", "Think of").
    stem: (area, form, level) => {
      const round = next(`stem ${form}`);
      const seen = next(`stem ${form} ${area}`);
      return pick(stemsFor(area, form, level), Math.max(round, seen));
    },
    ending: (form, level) => pick(wordingOf(level).endings[form], next(`ending ${form}`)),
    probes: (area, count) => Array.from({ length: count }, () => pick(kitOf(area).probes, next(`probe ${area}`))),
  };
};

export const composeQuestion = ({ topic, area, form, level }: QuestionInput, variety: Variety): ComposedQuestion => ({
  text: `${fillTopic(variety.stem(area, form, level), topic)} ${variety.ending(form, level)}`,
  timeBudgetSeconds: wordingOf(level).seconds[form],
});
