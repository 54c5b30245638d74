// From what was said in a call to turns of the interview, and how what was asked differs from the plan: rules alone, no model.
import type { Plan, Question } from '../plan/plan.ts';
import type { ProviderCall, SpokenWord, Utterance } from '../ports/voice.ts';
import type { HeardWord } from '../room/hearing.ts';
import { followUpsPerQuestionMax } from '../room/next-question.ts';
import type { QuestionKind, Turn } from '../room/transcript.ts';
import { codePointOffsets } from '../text/code-points.ts';
import { foldWords } from '../text/fold-words.ts';
import { tokenise } from '../text/tokens.ts';
import { normalised, typedAs } from '../text/typed-text.ts';
import { openQuestions } from './brief.ts';

/**
 * `reworded`: a planned question in other words; `left_out`: passed over or not answered; `added`: neither planned nor a planned
 * follow-up; `out_of_order`: before its turn; `too_many_follow_ups`: more than the plan allows.
 */
export const deviationCodes = ['reworded', 'left_out', 'added', 'out_of_order', 'too_many_follow_ups'] as const;
export type DeviationCode = (typeof deviationCodes)[number];
export type Deviation = { code: DeviationCode; questionId: string; turn: number | null };

export type CallTurn = {
  kind: Extract<QuestionKind, 'question' | 'follow_up'>;
  questionId: string;
  question: string;
  answer: string;
  words: HeardWord[];
  askedAt: number;
  answeredAt: number;
};

/** `complete`: nothing of the plan is left to be asked. */
export type CallOutcome = { turns: CallTurn[]; deviations: Deviation[]; complete: boolean };

/** Of the words of a planned question so many have to be there, where they are not all there as they are. */
const rewordedShare = 0.6;

type Match = { exact: boolean; share: number };

/** A text folded and taken apart once, however often it is compared. */
type Heard = { text: string; folded: string; words: ReadonlySet<string> };

const heard = (text: string): Heard => ({
  text,
  folded: foldWords(text).text,
  words: new Set(tokenise(text).map(({ word }) => word)),
});

const matchOf = (planned: Heard, said: Heard): Match => {
  if (said.folded.includes(planned.folded)) return { exact: true, share: 1 };
  const found = [...planned.words].filter((word) => said.words.has(word)).length;
  return { exact: false, share: planned.words.size === 0 ? 0 : found / planned.words.size };
};

type PlannedQuestion = { question: Question; asked: Heard; probes: readonly Heard[] };

/** The planned question that was asked: the one whose words are there, the later one of several. */
const plannedIn = (
  questions: readonly PlannedQuestion[],
  said: Heard,
): { question: Question; exact: boolean } | null => {
  const found = questions
    .map(({ question, asked }) => ({ question, ...matchOf(asked, said) }))
    .filter(({ share }) => share >= rewordedShare)
    .toSorted((a, b) => a.share - b.share)
    .at(-1);
  return found === undefined ? null : { question: found.question, exact: found.exact };
};

const asks = (text: string): boolean => /[?？؟]/u.test(text);

type Draft = {
  kind: CallTurn['kind'];
  questionId: string;
  question: string;
  said: Utterance[];
  codes: DeviationCode[];
  askedMs: number | null;
};

/** `asked`: the ids of planned questions that were asked; `followUps`: how many each has had in this call. */
type Asking = {
  plan: Plan;
  planned: readonly PlannedQuestion[];
  asked: Set<string>;
  followUps: Map<string, number>;
  drafts: Draft[];
};

const isAsked = ({ asked: ids }: Asking, id: string): boolean => ids.has(id);

const followUpCodes = ({ planned, followUps }: Asking, question: Question, said: Heard): DeviationCode[] => {
  const before = followUps.get(question.id) ?? 0;
  const probes = planned.find((one) => one.question === question)?.probes ?? [];
  const isPlanned = probes.some((probe) => matchOf(probe, said).share >= rewordedShare);
  return [
    ...(isPlanned ? [] : (['added'] as const)),
    ...(before >= followUpsPerQuestionMax ? (['too_many_follow_ups'] as const) : []),
  ];
};

const startOf = ({ words }: Utterance): number | null => words[0]?.startMs ?? null;

type Planned = NonNullable<ReturnType<typeof plannedIn>>;

/** A planned question for the first time. */
const questionDraft = (
  asking: Asking,
  { question, exact }: Planned,
  base: Pick<Draft, 'question' | 'said' | 'askedMs'>,
) => {
  const { questions } = asking.plan;
  const earlier = questions.slice(0, questions.indexOf(question)).some(({ id }) => !isAsked(asking, id));
  const codes: DeviationCode[] = [
    ...(exact ? [] : (['reworded'] as const)),
    ...(earlier ? (['out_of_order'] as const) : []),
  ];
  return { ...base, kind: 'question' as const, questionId: question.id, codes };
};

/** What a question beside the plan belongs to: the one that is open, else the next, so that no answer is lost. */
const aboutOf = (asking: Asking): Question | undefined => {
  const { questions } = asking.plan;
  const open = asking.drafts.at(-1);
  return (
    questions.find(({ id }) => id === open?.questionId) ??
    questions.find(({ id }) => !isAsked(asking, id)) ??
    questions.at(-1)
  );
};

/** A turn for what the interviewer said, null for what asks nothing, or asks the open question once more. */
const asked = (asking: Asking, utterance: Utterance): Draft | null => {
  const said = utterance.text;
  const base = { question: normalised(said.trim()), said: [], askedMs: startOf(utterance) };
  const whole = heard(said);
  const planned = plannedIn(asking.planned, whole);
  if (planned !== null) {
    const { id } = planned.question;
    if (!isAsked(asking, id)) return questionDraft(asking, planned, base);
    const open = asking.drafts.at(-1);
    const isRepeat = open?.questionId === id && open.said.length === 0;
    return isRepeat ? null : { ...base, kind: 'follow_up', questionId: id, codes: [] };
  }
  const about = asks(said) ? aboutOf(asking) : undefined;
  if (about === undefined) return null;
  return { ...base, kind: 'follow_up', questionId: about.id, codes: followUpCodes(asking, about, whole) };
};

const awayMax = 200;

/** Where each word of a call stands in the answer; one that is written otherwise there is passed over. */
const placesOf = (answer: string, words: readonly SpokenWord[]): HeardWord[] => {
  const offsets = codePointOffsets(answer);
  let from = 0;
  return words.flatMap(({ text, startMs, endMs }) => {
    const wanted = normalised(text.trim());
    // Far away it is another word that reads alike.
    const near = answer.slice(from, from + awayMax + wanted.length).indexOf(wanted);
    if (wanted === '' || near === -1) return [];
    const at = from + near;
    from = at + wanted.length;
    return [{ start: offsets[at] ?? 0, end: offsets[from] ?? 0, startMs, endMs, confidence: null }];
  });
};

const turnOf = (draft: Draft, startedAt: number): CallTurn | null => {
  const answer = typedAs('answer', draft.said.map(({ text }) => text.trim()).join(' '));
  if (answer === '') return null;
  const { kind, questionId, question, askedMs } = draft;
  const words = draft.said.flatMap((one) => one.words);
  const askedAt = startedAt + (askedMs ?? 0);
  const answeredAt = Math.max(askedAt, startedAt + (words.at(-1)?.endMs ?? askedMs ?? 0));
  return { kind, questionId, question, answer, words: placesOf(answer, words), askedAt, answeredAt };
};

const askingOf = (plan: Plan, known: readonly Turn[]): Asking => ({
  plan,
  planned: plan.questions.map((question) => ({
    question,
    asked: heard(question.text),
    probes: question.probes.map(heard),
  })),
  asked: new Set(
    known
      .filter(({ kind, answeredAt }) => kind === 'question' && answeredAt !== null)
      .map(({ questionId }) => questionId),
  ),
  followUps: new Map(),
  drafts: [],
});

const note = ({ drafts, asked: ids, followUps }: Asking, draft: Draft): void => {
  drafts.push(draft);
  const { kind, questionId } = draft;
  if (kind === 'question') ids.add(questionId);
  else followUps.set(questionId, (followUps.get(questionId) ?? 0) + 1);
};

const draftsOf = (asking: Asking, utterances: readonly Utterance[]): Draft[] => {
  for (const utterance of utterances) {
    if (utterance.by === 'candidate') asking.drafts.at(-1)?.said.push(utterance);
    else {
      const draft = asked(asking, utterance);
      if (draft !== null) note(asking, draft);
    }
  }
  return asking.drafts;
};

type Called = {
  plan: Plan;
  known: readonly Turn[];
  call: Pick<ProviderCall, 'utterances' | 'startedAt' | 'endedAt' | 'ending'>;
};

/** What was planned and not answered, though something later was asked or the interviewer said goodbye. */
const leftOut = ({ plan, known, call }: Called, turns: readonly CallTurn[]): Question[] => {
  const answered = new Set(turns.map(({ questionId }) => questionId));
  const last = plan.questions.findLastIndex(({ id }) => answered.has(id));
  return openQuestions(plan, known).filter(
    (question) => !answered.has(question.id) && (call.ending === 'finished' || plan.questions.indexOf(question) < last),
  );
};

/** `known`: the turns that there were before the call; its own are numbered after the answered ones. */
export const turnsOfCall = (called: Called): CallOutcome => {
  const { plan, known, call } = called;
  const startedAt = call.startedAt ?? call.endedAt ?? 0;
  const first = known.filter(({ answeredAt }) => answeredAt !== null).length + 1;
  const kept = draftsOf(askingOf(plan, known), call.utterances).flatMap((draft) => {
    const turn = turnOf(draft, startedAt);
    return turn === null ? [] : [{ turn, codes: draft.codes }];
  });
  const turns = kept.map(({ turn }) => turn);
  const asQuestions = new Set(turns.filter(({ kind }) => kind === 'question').map(({ questionId }) => questionId));
  return {
    turns,
    deviations: [
      ...kept.flatMap(({ turn: { questionId }, codes }, index) =>
        codes.map((code) => ({ code, questionId, turn: first + index })),
      ),
      ...leftOut(called, turns).map(({ id }) => ({ code: 'left_out' as const, questionId: id, turn: null })),
    ],
    complete: openQuestions(plan, known).every(({ id }) => asQuestions.has(id)),
  };
};
