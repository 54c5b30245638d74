// Works out for each skill whether it was asked for, claimed, evidenced or demonstrated, from what was said and scored.
import type { CompetencyResult, SkillResult } from '../assessment/assessment.ts';
import { recogniseSkills } from '../skills/recognise-skills.ts';
import { skillPassages } from '../skills/skill-passages.ts';
import type { Turn } from '../room/transcript.ts';
import { scoreableTurns } from './spans.ts';

/** From this score on, a competency's evidence tells of own work; from the next one, of work with a result. */
const ownWorkScore = 3;
const resultScore = 4;

export type StandingInput = {
  /** Canonical skills that the job asks for. */
  asked: readonly string[];
  /** What the candidate handed in (profile, CV); empty when there is nothing or it is erased. */
  profileText: string;
  turns: readonly Turn[];
  results: readonly CompetencyResult[];
};

type Mention = { skill: string; turn: number; start: number; end: number };

/** Whether evidence of at least that score lies where the answer speaks of the skill. */
const isTold = (mention: Mention, results: readonly CompetencyResult[], scoreMin: number): boolean =>
  results.some(
    ({ score, evidence }) =>
      (score ?? 0) >= scoreMin &&
      evidence.some((span) => span.turn === mention.turn && span.start < mention.end && mention.start < span.end),
  );

/** One row per skill: asked ones in their order, then the others by name. */
export const standSkills = ({ asked, profileText, turns, results }: StandingInput): SkillResult[] => {
  const mentions = scoreableTurns(turns).flatMap(({ turn, answer }) =>
    skillPassages(answer).flatMap(({ skill, reach }) => (reach === null ? [] : { skill, turn, ...reach })),
  );
  const inProfile = new Set(recogniseSkills(profileText).map(({ skill }) => skill));
  const inRequest = new Set(asked);
  const named = [...inProfile, ...mentions.map(({ skill }) => skill)].toSorted();
  return [...new Set([...asked, ...named])].map((skill) => {
    const own = mentions.filter((mention) => mention.skill === skill);
    return {
      skill,
      asked: inRequest.has(skill),
      claimed: inProfile.has(skill) || own.length > 0,
      evidenced: own.some((mention) => isTold(mention, results, ownWorkScore)),
      demonstrated: own.some((mention) => isTold(mention, results, resultScore)),
    };
  });
};
