// Days as people in a place count them: named zones only, since offsets and abbreviations mean different things to different programs.

/** Linear: one alternative, and no part may begin with what ends another. */
const shape = /^(?:UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+){1,2})$/;

/** Asked where a zone is saved. What was saved before it was asked there (an offset, `CET`) is still read as it was meant. */
export const isTimeZone = (text: string): boolean => {
  if (!shape.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
};

/** YYYY-MM-DD of a moment there. */
export const dayIn = (zone: string, at: number): string => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
};

const dayMs = 86_400_000;

/** The day so many days after another, or before it. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** From one day to another, both counted. */
export const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;
