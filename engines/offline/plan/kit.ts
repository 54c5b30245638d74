// What the offline planner knows about one kind of work: how it shows in what people tell, and what to ask about it.
import type { SkillArea } from '../../../domain/skills/skill.ts';

/** `{topic}` stands for the requirement's own words. Scenarios describe a situation; how to act is asked after them. */
export type Kit = {
  area: SkillArea;
  /** Heading of a competency that joins several requirements. */
  title: string;
  definition: string;
  /** What people at 1, 2, 3, 4 and 5 describe. */
  anchors: readonly [string, string, string, string, string];
  experience: readonly string[];
  scenario: readonly string[];
  depth: readonly string[];
  probes: readonly string[];
  /** What this kind of work comes down to when a request names nothing more exact. */
  basics: readonly string[];
};
