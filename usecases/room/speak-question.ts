// Questions read aloud: those that all candidates of a form are asked are spoken once and kept, all others each time.
import { AppError } from '../../domain/errors.ts';
import type { Audio, TextToSpeech } from '../../domain/ports/speech.ts';
import { namePlaceholder } from '../../domain/plan/without-names.ts';
import type { Room } from '../../domain/ports/room.ts';
import { codePointLength } from '../../domain/text/code-points.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { addressed, questionAt } from './view.ts';
import { readRoom } from './visit.ts';

/** Kept under a name that its text and voice make: whoever changes one of them has another. */
type Kept = { tenantId: string; id: string };

const charactersMax = 2_000;
const patienceMs = 20_000;
const typeBytes = 32;

/** Words of the plan that nobody dictated, as everybody of the form hears them; a name, a follow-up or a repeat is one person's. */
const keptAs = ({ digest }: RoomDeps, room: Room, turn: number, voice: string): Kept | null => {
  const { tenantId, plan, dictated, locale, turns } = room;
  const asked = turns.find((one) => one.turn === turn);
  const isPlanned = plan?.questions.some(({ text }) => text === asked?.question) ?? false;
  if (plan === null || dictated || !isPlanned || asked?.kind !== 'question') return null;
  if (asked.question.includes(namePlaceholder)) return null;
  return { tenantId, id: digest(['speech', plan.formId, asked.question, locale, voice].join('\n')) };
};

/** The media type stands before the sound, since a store keeps bytes only. */
async function* packed({ bytes, mediaType }: Audio): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(mediaType.padEnd(typeBytes));
  yield bytes;
}

const readKept = async ({ objects }: RoomDeps, kept: Kept): Promise<Audio | null> => {
  const object = await objects.open({ kind: 'speech', ...kept });
  if (object === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of object.read()) parts.push(part);
  const whole = Buffer.concat(parts);
  const mediaType = whole.subarray(0, typeBytes).toString('latin1').trim();
  return { mediaType, bytes: whole.subarray(typeBytes) };
};

type Speaking = { run: Pick<Room, 'tenantId' | 'runId' | 'locale'>; voice: TextToSpeech; text: string };

const speak = async ({ speech }: RoomDeps, { run, voice, text }: Speaking): Promise<Audio> => {
  const { tenantId, runId, locale } = run;
  await speech.budget.check(tenantId);
  const purpose = { runId, step: 'speak', revision: null, engine: 'text-to-speech' } as const;
  const options = { tenantId, signal: AbortSignal.timeout(patienceMs) };
  return (await speech.usage.record(tenantId, purpose, () => voice.speak({ text, locale }, options))).value;
};

/** A store that is away costs another call, and never the sound. */
const orNothing = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null);

/** Whoever asks for the same at the same moment shares one call. */
export const createSpeakQuestion = (deps: RoomDeps) => {
  const running = new Map<string, Promise<Audio>>();

  const make = async (speaking: Speaking, kept: Kept | null): Promise<Audio> => {
    const known = kept && (await orNothing(readKept(deps, kept)));
    if (known) return known;
    const audio = await speak(deps, speaking);
    if (kept) await orNothing(deps.objects.put({ kind: 'speech', ...kept }, packed(audio)));
    return audio;
  };

  return async (visit: Visit, { turn }: { turn: number }): Promise<Audio> => {
    const { voice } = deps.speech;
    const room = await readRoom(deps, visit);
    const name = voice?.voiceFor(room.locale) ?? null;
    if (voice === null || name === null) throw new AppError('speech.not_configured');
    const question = await addressed(deps, visit, questionAt(room, turn));
    if (question === null) throw new AppError('room.question_not_found');
    if (codePointLength(question.text) > charactersMax) throw new AppError('speech.rejected');
    const kept = keptAs(deps, room, turn, name);
    const key = kept === null ? `${room.runId}/${turn}` : `${kept.tenantId}/${kept.id}`;
    const shared = running.get(key);
    if (shared) return shared;
    const work = make({ run: room, voice, text: question.text }, kept).finally(() => running.delete(key));
    running.set(key, work);
    return work;
  };
};
