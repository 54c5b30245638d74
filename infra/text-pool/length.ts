// Tells long inputs from short ones: short ones are read at once, since a thread would cost them more than it saves.

/** UTF-16 units of all strings together; rules over so much take a few milliseconds. */
export const inlineLengthMax = 8_000;

/** Whether the strings of `value` are longer together than `inlineLengthMax`; stops counting there. */
export const isLong = (value: unknown): boolean => {
  let left = inlineLengthMax;
  const rest: unknown[] = [value];
  while (rest.length > 0 && left >= 0) {
    const one = rest.pop();
    if (typeof one === 'string') left -= one.length;
    else if (typeof one === 'object' && one !== null) {
      // Many empty parts are work as well.
      left -= 1;
      rest.push(...Object.values(one));
    }
  }
  return left < 0;
};
