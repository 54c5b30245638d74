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

const matchOf = (planned: string, said: string): Match => {
  if (foldWords(said).text.includes(foldWords(planned).text)) return { exact: true, share: 1 };
  const wanted = new Set(tokenise(planned).map(({ word }) => word));
  const heard = new Set(tokenise(said).map(({ word }) => word));
  const found = [...wanted].filter((word) => heard.has(word)).length;
  return { exact: false, share: wanted.size === 0 ? 0 : found / wanted.size };
};

/** The planned question that was asked: the one whose words are there, the later one of several. */
const plannedIn = (questions: readonly Question[], said: string): { question: Question; exact: boolean } | null => {
  const found = questions
    .map((question) => ({ question, ...matchOf(question.text, said) }))
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

type Asking = { plan: Plan; known: readonly Turn[]; drafts: Draft[] };

const isAsked = ({ known, drafts }: Asking, id: string): boolean =>
  known.some(({ kind, questionId, answeredAt }) => kind === 'question' && questionId === id && answeredAt !== null) ||
  drafts.some(({ kind, questionId }) => kind === 'question' && questionId === id);

const followUpCodes = ({ drafts }: Asking, question: Question, said: string): DeviationCode[] => {
  const before = drafts.filter(({ kind, questionId }) => kind === 'follow_up' && questionId === question.id).length;
  const isPlanned = question.probes.some((probe) => matchOf(probe, said).share >= rewordedShare);
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
  const planned = plannedIn(asking.plan.questions, said);
  if (planned !== null) {
    const { id } = planned.question;
    if (!isAsked(asking, id)) return questionDraft(asking, planned, base);
    const open = asking.drafts.at(-1);
    const isRepeat = open?.questionId === id && open.said.length === 0;
    return isRepeat ? null : { ...base, kind: 'follow_up', questionId: id, codes: [] };
  }
  const about = asks(said) ? aboutOf(asking) : undefined;
  if (about === undefined) return null;
  return { ...base, kind: 'follow_up', questionId: about.id, codes: followUpCodes(asking, about, said) };
};

/** Where each word of a call stands in the answer; one that is written otherwise there is passed over. */
const placesOf = (answer: string, words: readonly SpokenWord[]): HeardWord[] => {
  const offsets = codePointOffsets(answer);
  let from = 0;
  return words.flatMap(({ text, startMs, endMs }) => {
    const wanted = normalised(text.trim());
    const at = wanted === '' ? -1 : answer.indexOf(wanted, from);
    // Far away it is another word that reads alike.
    if (at === -1 || at - from > 200) return [];
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

const draftsOf = (asking: Asking, utterances: readonly Utterance[]): Draft[] => {
  for (const utterance of utterances) {
    if (utterance.by === 'candidate') asking.drafts.at(-1)?.said.push(utterance);
    else {
      const draft = asked(asking, utterance);
      if (draft !== null) asking.drafts.push(draft);
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
  const kept = draftsOf({ plan, known, drafts: [] }, call.utterances).flatMap((draft) => {
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
