// Words that stand in the planner's questions and definitions whatever they are about: to use one of them relates an answer to nothing.
import { levels } from '../../domain/request/request.ts';
import { skillAreas } from '../../domain/skills/skill.ts';
import { stem } from '../../domain/text/stem.ts';
import { tokenise } from '../../domain/text/tokens.ts';
import { kitOf } from './plan/area-kits.ts';
import { questionForms, wordingOf } from './plan/level-wording.ts';
import { starterStems } from './plan/starter-stems.ts';

const texts = [
  ...skillAreas.map((area) => kitOf(area).definition),
  ...skillAreas.flatMap((area) => questionForms.flatMap((form) => kitOf(area)[form])),
  ...levels.flatMap((level) => questionForms.flatMap((form) => wordingOf(level).endings[form])),
  ...Object.values(starterStems).flat(),
].map((text) => text.replaceAll('{topic}', ' '));

export const templateStems: ReadonlySet<string> = new Set(
  texts.flatMap((text) => tokenise(text).map(({ word }) => stem(word))),
);
