// Middle and spread of a few judges' scores.

const sorted = (values: readonly number[]): number[] => values.toSorted((left, right) => left - right);

/** The median, or null for none; the mean of the two middle values when their number is even. */
export const median = (values: readonly number[]): number | null => {
  const inOrder = sorted(values);
  const upper = inOrder[Math.floor(inOrder.length / 2)];
  const lower = inOrder[Math.ceil(inOrder.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
};

export const spreadOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.max(...values) - Math.min(...values);

/** Sample variance; 0 for fewer than two values. */
export const varianceOf = (values: readonly number[]): number => {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};
