// Four different things about a skill that must never be mixed: asked for, claimed, evidenced, demonstrated.
import type { SkillResult } from '../assessment.ts';

/** What is known of one skill from request and conversation. */
export type SkillSigns = {
  /** Named in the qualifications or the job description. */
  inRequest: boolean;
  /** Named by the candidate or in the profile. */
  named: boolean;
  /** Named together with an action of the candidate's own. */
  withOwnAction: boolean;
  /** Named together with an own action and its result. */
  withResult: boolean;
};

/** Each step needs the one before it: a result without an own action demonstrates nothing. */
export const skillStanding = (skill: string, signs: SkillSigns): SkillResult => {
  const evidenced = signs.withOwnAction;
  return {
    skill,
    asked: signs.inRequest,
    claimed: signs.named || evidenced,
    evidenced,
    demonstrated: evidenced && signs.withResult,
  };
};
