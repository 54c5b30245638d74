// Turns the planner's input into requirements: what each is about, which kind of work it is, how much it counts.
import type { PlannerInput } from '../../../domain/plan/plan.ts';
import { findProtectedMatter } from '../../../domain/protected-matters/find-protected-matter.ts';
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import type { SkillArea } from '../../../domain/skills/skill.ts';
import { areaOf } from './area-of.ts';
import { kitOf } from './area-kits.ts';
import { isAskable, tidy } from './clean-text.ts';
import { statementsOfDescription } from './description-statements.ts';
import { joinList, midSentence } from './letter-case.ts';
import type { Strength } from './strength.ts';
import { strengthOf } from './strength.ts';
import { topicOf } from './topic.ts';

export type Requirement = { topic: string; skills: string[]; area: SkillArea; strength: Strength };

const requirementsMin = 2;
const longStatement = 160;

const credential =
  /\b(?:degree|bachelor\w*|master['’]?s|b\.?sc|m\.?sc|b\.?a\.?|mba|phd|doctorate|diploma|licen[cs]e[ds]?|licensure|certifi(?:ed|cates?|cations?)|registration|registered|chartered|cpa|acca|cfa|journeyman|apprenticeship|nvq|high school|ged|pin number)\b/iu;

const skillsIn = (text: string): string[] => [...new Set(recogniseSkills(text).map(({ skill }) => skill))];

/** A certificate is checked by documents; the interview looks for what it stands for. */
const topicOfCredential = (statement: string): string | null => {
  const skills = skillsIn(statement).slice(0, 2);
  if (skills.length > 0) return midSentence(joinList(skills));
  const field = /\b(?:in|of) (?:the field of )?([^,;()]+?)(?: or .*| is .*)?$/iu.exec(statement)?.[1];
  return field === undefined ? null : topicOf(field);
};

const technical: readonly SkillArea[] = ['build', 'design', 'operate', 'quality', 'secure'];
const analysis =
  /\b(?:analy\w*|statistic\w*|machine learning|reports?|reporting|dashboards?|visuali[sz]\w*|metrics?|model(?:s|ling|ing)?|warehouse\w*|experiments?)\b/iu;

/** Databases are part of building software for those who build it, and data work for those who analyse. */
const areaFor = (area: SkillArea, topic: string, homeArea: SkillArea): SkillArea =>
  area === 'data' && technical.includes(homeArea) && !analysis.test(topic) ? 'build' : area;

const requirementOf = (statement: string, homeArea: SkillArea): Requirement | null => {
  const topic = credential.test(statement) ? topicOfCredential(statement) : topicOf(statement);
  if (topic === null || findProtectedMatter(topic) !== null) return null;
  const area = areaFor(areaOf(topic) ?? areaOf(statement) ?? homeArea, topic, homeArea);
  return { topic, skills: skillsIn(statement), area, strength: strengthOf(statement) };
};

const statementsOfQualification = (qualification: string): string[] =>
  qualification.length <= longStatement
    ? [tidy(qualification)]
    : qualification
        .split(/(?<=[.!?;])\s+|[\n\r]+/u)
        .map(tidy)
        .filter((part) => part.length > 2)
        .slice(0, 3);

const plain = (topic: string): string =>
  topic
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The same subject twice, or a subject inside another one with the same skills, is one requirement. */
const withoutRepetition = (requirements: Requirement[]): Requirement[] =>
  requirements.filter(({ topic, skills }, index) =>
    requirements.every((other, otherIndex) => {
      if (otherIndex === index) return true;
      const [mine, theirs] = [plain(topic), plain(other.topic)];
      if (mine === theirs) return otherIndex > index;
      const isInside = ` ${theirs} `.includes(` ${mine} `) && skills.every((skill) => other.skills.includes(skill));
      return !isInside;
    }),
  );

const basicsFor = (area: SkillArea, wanted: number): Requirement[] =>
  kitOf(area)
    .basics.slice(0, wanted)
    .map((topic) => ({ topic, skills: [], area, strength: 'neutral' as const }));

const rank =
  /\b(?:manager|head of|director|lead|leader|chief|senior|junior|principal|trainee|assistant|specialist)\b/giu;

/** The kind of work of the position itself: a marketing manager's is marketing. */
export const homeAreaOf = (position: string): SkillArea => {
  const title = tidy(position);
  return areaOf(title.replaceAll(rank, ' ')) ?? areaOf(title) ?? 'general';
};

const parse = (statements: string[], homeArea: SkillArea): Requirement[] =>
  statements.filter(isAskable).flatMap((statement) => requirementOf(statement, homeArea) ?? []);

/** Qualifications first; the description where they are few; the basics of the trade where both say little. */
export const requirementsOf = (input: PlannerInput): Requirement[] => {
  const homeArea = homeAreaOf(input.position);
  const asked = withoutRepetition(parse(input.qualifications.flatMap(statementsOfQualification), homeArea));
  if (asked.length >= requirementsMin) return asked;
  const described = withoutRepetition([...asked, ...parse(statementsOfDescription(input.jobDescription), homeArea)]);
  if (described.length >= requirementsMin) return described;
  const wanted = described.length === 0 ? 3 : requirementsMin - described.length;
  return withoutRepetition([...described, ...basicsFor(homeArea, wanted + 1)]).slice(0, described.length + wanted);
};
