// All kits by kind of work.
import type { SkillArea } from '../../../domain/skills/skill.ts';
import type { Kit } from './kit.ts';
import { careKits } from './kits/care-kits.ts';
import { commercialKits } from './kits/commercial-kits.ts';
import { peopleKits } from './kits/people-kits.ts';
import { softwareKits } from './kits/software-kits.ts';

const kits = new Map<SkillArea, Kit>(
  [...softwareKits, ...commercialKits, ...careKits, ...peopleKits].map((kit) => [kit.area, kit]),
);

/** The kit of a kind of work; every kind has one, which a test holds. */
export const kitOf = (area: SkillArea): Kit => {
  const kit = kits.get(area);
  if (kit === undefined) throw new Error(`no kit for ${area}`);
  return kit;
};

export const fillTopic = (template: string, topic: string): string => template.replaceAll('{topic}', () => topic);
