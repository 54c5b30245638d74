// What goes wrong at a simulated vendor on demand: a wrong answer, none at all, or a lost one although the call was carried out.
import type { Received, Reply } from './stage.ts';

export type Trouble = {
  /** Of calls like this alone, held against `POST /v3/notes`; absent: of any call. */
  on?: RegExp;
  /** So many of them; 1 when absent. */
  times?: number;
  /** What is answered; `{ status: 0, lost: 'cut' }` when absent. */
  reply?: Reply;
  /** The call is carried out all the same: the write lands, and its answer is lost. */
  applied?: true;
};

export type Weather = {
  /** The first that fits happens next, and is gone once it happened as often as it should. */
  troubles: Trouble[];
  /** Every connection is cut for so long, or until `back`. */
  away(ms?: number): void;
  back(): void;
};

const cut: Reply = { status: 0, lost: 'cut' };

const next = (troubles: Trouble[], { method, path }: Received): Trouble | null => {
  const at = troubles.findIndex(({ on }) => on === undefined || on.test(`${method} ${path}`));
  const trouble = troubles[at];
  if (trouble === undefined) return null;
  const left = (trouble.times ?? 1) - 1;
  if (left > 0) troubles[at] = { ...trouble, times: left };
  else troubles.splice(at, 1);
  return trouble;
};

/** `receive` with the troubles that are asked for around it. */
export const withWeather = (
  receive: (request: Received, bytes: Buffer) => Reply | Promise<Reply>,
): { weather: Weather; receive: (request: Received, bytes: Buffer) => Promise<Reply> } => {
  const troubles: Trouble[] = [];
  let awayUntil = 0;
  return {
    weather: {
      troubles,
      away: (ms = Infinity) => void (awayUntil = Date.now() + ms),
      back: () => void (awayUntil = 0),
    },
    receive: async (request, bytes) => {
      if (Date.now() < awayUntil) return cut;
      const trouble = next(troubles, request);
      if (trouble === null) return receive(request, bytes);
      if (trouble.applied === true) await receive(request, bytes);
      return trouble.reply ?? cut;
    },
  };
};
