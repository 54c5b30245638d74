// How long something waits, in the largest unit that says it: minutes of an hour, hours of two days, then whole days.

export type Length = { unit: 'minute' | 'hour' | 'day'; count: number };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Less than a minute is one: nobody is told that something has waited for nothing. */
export const lengthOf = (ms: number): Length => {
  if (ms < hour) return { unit: 'minute', count: Math.max(1, Math.floor(ms / minute)) };
  return ms < 2 * day ? { unit: 'hour', count: Math.floor(ms / hour) } : { unit: 'day', count: Math.floor(ms / day) };
};

export type Age = { waits: Length; late: boolean; /** Past the target, or what is left to it. */ rest: Length };

export const ageOf = ({ since, dueAt }: { since: number; dueAt: number }, now: number): Age => ({
  waits: lengthOf(Math.max(0, now - since)),
  late: now > dueAt,
  rest: lengthOf(Math.abs(now - dueAt)),
});
