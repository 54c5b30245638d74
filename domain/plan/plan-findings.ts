// What is wrong with the words of a draft, with the words themselves: for the planner that drafts anew, and for people who review.
import { findBannedWord } from '../protected-matters/find-banned-word.ts';
import { findProtectedMatter } from '../protected-matters/find-protected-matter.ts';
import { anchorFaults } from './check-anchors.ts';
import { checkPlan, type PlanProblem } from './check-plan.ts';
import { minutesOf } from './plan-minutes.ts';
import { anchorLevels, type MinutesBounds, type PlanDraft, type PlanWarning } from './plan.ts';

/** `refused` may not be asked or judged; `doubtful` is for a person to decide; `anchors` cannot be read alone. */
export type PlanFinding = { kind: 'refused' | 'doubtful' | 'anchors'; part: string; phrase: string; rule: string };

export type DraftReview = { problems: PlanProblem[]; findings: PlanFinding[] };

type Part = { part: string; text: string };

const partsOf = ({ competencies, questions, greeting, closing }: PlanDraft): Part[] => [
  ...competencies.flatMap(({ id, name, definition, anchors }) => [
    { part: `${id}.name`, text: name },
    { part: `${id}.definition`, text: definition },
    ...anchorLevels.map((level) => ({ part: `${id}.anchors.${level}`, text: anchors[level] })),
  ]),
  ...questions.flatMap(({ id, text, probes }) => [
    { part: `${id}.text`, text },
    ...probes.map((probe, index) => ({ part: `${id}.probes.${index}`, text: probe })),
  ]),
  { part: 'greeting', text: greeting },
  { part: 'closing', text: closing },
];

const matterIn = ({ part, text }: Part): PlanFinding[] => {
  const found = findProtectedMatter(text);
  if (found === null) return [];
  const { certainty, phrase, matter, rule } = found;
  return [{ kind: certainty === 'certain' ? 'refused' : 'doubtful', part, phrase, rule: `${matter}: ${rule}` }];
};

const bannedIn = ({ part, text }: Part): PlanFinding[] => {
  const phrase = part.includes('.anchors.') ? findBannedWord(text) : null;
  return phrase === null
    ? []
    : [{ kind: 'refused', part, phrase, rule: 'how somebody sounds or seems is never judged' }];
};

export const findingsIn = (draft: PlanDraft): PlanFinding[] => [
  ...partsOf(draft).flatMap((part) => [...matterIn(part), ...bannedIn(part)]),
  ...draft.competencies.flatMap(({ id, anchors }) =>
    anchorFaults(anchors).map(({ levels, phrase, rule }): PlanFinding => ({
      kind: 'anchors',
      part: `${id}.anchors.${levels}`,
      phrase,
      rule,
    })),
  ),
];

const ofWords = new Set<PlanProblem['code']>(['protected_matter', 'banned_word']);

/** Problems of the form, and findings in the words; both empty where nothing is wrong. */
export const reviewDraft = (draft: PlanDraft): DraftReview => ({
  problems: checkPlan(draft).filter(({ code }) => !ofWords.has(code)),
  findings: findingsIn(draft),
});

const lengthWarning = (draft: PlanDraft, { min, max }: MinutesBounds): PlanWarning[] => {
  const minutes = minutesOf(draft);
  if (minutes >= min && minutes <= max) return [];
  const code = minutes < min ? 'too_short' : 'too_long';
  return [{ code, part: 'questions', phrase: `${minutes} min`, rule: `${min} to ${max} minutes` }];
};

/** What people are told of a draft that may be shown to them. */
export const warningsOf = (
  draft: PlanDraft,
  findings: readonly PlanFinding[],
  bounds: MinutesBounds,
): PlanWarning[] => [
  ...findings.flatMap(({ kind, ...rest }): PlanWarning[] => (kind === 'refused' ? [] : [{ code: kind, ...rest }])),
  ...lengthWarning(draft, bounds),
];

const informs = new Set<PlanWarning['code']>(['left_out', 'too_short']);

/** Whether a person has to look before anybody is asked, whatever the tenant's setting. */
export const needsPerson = ({ warnings = [] }: Pick<PlanDraft, 'warnings'>): boolean =>
  warnings.some(({ code }) => !informs.has(code));
