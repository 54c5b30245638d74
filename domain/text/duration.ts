// Durations as people and programs both read them: ISO 8601 with weeks to seconds, no months or years (their length varies).

const second = 1_000;
const units = { D: 86_400 * second, H: 3_600 * second, M: 60 * second, S: second };

const pattern = /^P(?:(\d{1,5})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?)$/;

/** Milliseconds of a text such as `P14D` or `PT1H30M`, or null when it is none. */
export const parseDuration = (text: string): number | null => {
  const match = pattern.exec(text);
  if (match === null || text.endsWith('P') || text.endsWith('T')) return null;
  const [, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const inDays = Number(weeks) * 7 + Number(days);
  return inDays * units.D + Number(hours) * units.H + Number(minutes) * units.M + Number(seconds) * units.S;
};

/** The shortest text for whole seconds: days first, then time; `PT0S` for nothing. */
export const formatDuration = (durationMs: number): string => {
  let rest = durationMs;
  const take = (unitMs: number, letter: string): string => {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    return count === 0 ? '' : `${count}${letter}`;
  };
  const days = take(units.D, 'D');
  const time = take(units.H, 'H') + take(units.M, 'M') + take(units.S, 'S');
  if (days === '' && time === '') return 'PT0S';
  return `P${days}${time === '' ? '' : `T${time}`}`;
};
