// Positions in texts: JavaScript counts UTF-16 units, everything that Parley stores counts Unicode code points.

/** For every UTF-16 index of `text` (and its end) the number of code points before it. */
export const codePointOffsets = (text: string): Uint32Array => {
  const offsets = new Uint32Array(text.length + 1);
  let count = 0;
  let index = 0;
  for (const character of text) {
    for (let unit = 0; unit < character.length; unit += 1) offsets[index + unit] = count;
    index += character.length;
    count += 1;
  }
  offsets[text.length] = count;
  return offsets;
};

export const codePointLength = (text: string): number => {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
};
