// My interview: what candidates read of it, correct, ask to be reviewed, and take with them.
import { AppError } from '../../domain/errors.ts';
import { namePlaceholder } from '../../domain/plan/without-names.ts';
import type { OwnVersion } from '../../domain/ports/own.ts';
import type { Room } from '../../domain/ports/room.ts';
import { isCorrectable } from '../../domain/room/corrections.ts';
import { fillGreeting } from '../../domain/room/next-question.ts';
import { withoutFixedSentences } from '../../domain/scoring/abstention.ts';
import type { PersonalRequest } from '../../domain/request/request.ts';
import type { RoomDeps, Visit } from './deps.ts';
import type { MyInterview, MyResult, MyTurn } from './mine.ts';
import { appealOf, outcomeOf, receiptOf, stateOf, toIso, type AppealView } from './view.ts';
import { readRoom, visitRoom } from './visit.ts';

/** Readable after the end until the link expires. */
const readOwn = async (deps: RoomDeps, visit: Visit): Promise<Room> => {
  const room = await visitRoom(deps, visit);
  const isOver = room.state !== 'IN_PROGRESS' && (room.linkExpiresAt ?? 0) <= deps.clock.now();
  if (isOver) throw new AppError('room.link_expired');
  return room;
};

const isOpenToCorrections = (room: Room): boolean =>
  room.outcome === null && room.decidedAt === null && room.consentWithdrawnAt === null;

const myTurn = (versions: readonly OwnVersion[], room: Room, name: string | undefined): MyTurn | null => {
  const [original] = versions;
  const newest = versions.at(-1);
  if (!original || !newest) return null;
  const { turn, kind, question, answer, answeredAt, version, hearing } = newest;
  return {
    turn,
    kind,
    question: question.includes(namePlaceholder) ? fillGreeting(question, name) : question,
    answer,
    answeredAt: toIso(answeredAt),
    version,
    original: version > 1 ? original.answer : null,
    hearing,
    words: original.words,
    recorded: newest.recorded,
    correctable: isOpenToCorrections(room) && isCorrectable(newest),
  };
};

const turnsOf = (versions: readonly OwnVersion[], room: Room, { candidateName }: PersonalRequest): MyTurn[] =>
  [...Map.groupBy(versions, ({ turn }) => turn).values()].flatMap((all) => myTurn(all, room, candidateName) ?? []);

/** Only where the tenant says so, and once a person has decided; the page says fixed sentences by their codes. */
const resultOf = async (
  deps: RoomDeps,
  visit: Visit,
  room: Room,
  { forPage = false } = {},
): Promise<MyResult | null> => {
  if (!room.showScores || room.completedAt === null || room.decidedAt === null) return null;
  const { assessment } = await deps.readInterview(visit);
  if (assessment === null) return null;
  const competencies = assessment.competencies.map(({ id, name, score, anchor, reason, rationale }) => {
    const rubric = room.plan?.competencies.find((one) => one.id === id);
    const { own, isHeld } = withoutFixedSentences(rationale, reason);
    const words = anchor === null ? null : (rubric?.anchors[anchor] ?? null);
    return { name, score, anchor: words, reason, held: isHeld, rationale: forPage ? own : rationale };
  });
  return { advisory: assessment.advisory, competencies };
};

export const createMine =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<MyInterview> => {
    const room = await readOwn(deps, visit);
    const [versions, personal, result] = await Promise.all([
      deps.own.readTurns(visit),
      deps.store.readPersonal(visit),
      resultOf(deps, visit, room, { forPage: true }),
    ]);
    return { turns: turnsOf(versions, room, personal), result };
  };

export const createCorrect =
  (deps: RoomDeps) =>
  async (visit: Visit, said: { turn: number; version: number; text: string }): Promise<MyTurn> => {
    await readOwn(deps, visit);
    await deps.own.correct(visit, { ...said, at: deps.clock.now(), requestId: visit.requestId });
    const { turns } = await createMine(deps)(visit);
    const corrected = turns.find(({ turn }) => turn === said.turn);
    if (corrected === undefined) throw new AppError('room.not_correctable');
    return corrected;
  };

/** Once; whoever repeats it hears when it was asked for. */
export const createAppeal =
  (deps: RoomDeps) =>
  async (visit: Visit, { text }: { text: string }): Promise<{ appeal: AppealView }> => {
    const isFirst = await deps.own.appeal(visit, { text, at: deps.clock.now(), requestId: visit.requestId });
    const room = await readRoom(deps, visit);
    if (!isFirst && room.appealedAt === null) throw new AppError('appeal.not_possible');
    return { appeal: appealOf(room) };
  };

const versionOf = ({ askedAt, answeredAt, correctedAt, ...version }: OwnVersion) => ({
  ...version,
  askedAt: toIso(askedAt),
  answeredAt: toIso(answeredAt),
  correctedAt: toIso(correctedAt),
});

/** Everything that is held about oneself, in one file; the assessment as far as the tenant lets. */
export const createMyData =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<Record<string, unknown>> => {
    const room = await readOwn(deps, visit);
    const appeal = await deps.own.readAppeal(visit);
    const data = {
      generatedAt: toIso(deps.clock.now()),
      interview: {
        companyName: room.companyName,
        position: room.position,
        locale: room.locale,
        state: stateOf(room),
        outcome: outcomeOf(room),
        startedAt: toIso(room.startedAt),
        completedAt: toIso(room.completedAt),
        decidedAt: toIso(room.decidedAt),
        consentWithdrawnAt: toIso(room.consentWithdrawnAt),
        erasureRequestedAt: toIso(room.erasureWishedAt),
        linkExpiresAt: toIso(room.linkExpiresAt),
        keptDays: room.retentionDays,
      },
      request: await deps.store.readPersonal(visit),
      choices: room.choices,
      draft: room.clock?.draftTurn ? await deps.store.readDraft(visit) : null,
      receipt: receiptOf(deps, room),
      transcript: (await deps.own.readTurns(visit)).map(versionOf),
      ...(await deps.own.readRecords(visit)),
      result: await resultOf(deps, visit, room),
      appeal: appeal && { requestedAt: toIso(appeal.requestedAt), text: appeal.text },
    };
    await deps.own.noteDownload(visit, { at: deps.clock.now(), requestId: visit.requestId });
    return data;
  };
