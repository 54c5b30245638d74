// Words that occur nowhere else, one for each place where somebody can write something.

const mark = 'zqcanary';

/** A word for `field` that looks like a name; letters only, so that no tokenizer takes it apart. */
export const canary = (field: string): string => `${mark}${field.toLowerCase().replaceAll(/[^a-z]/g, '')}end`;

/** The fields whose canaries stand in `text`, whatever became of their case. */
export const canariesIn = (text: string): string[] => {
  const matches = [...text.matchAll(new RegExp(`${mark}([a-z]*)`, 'gi'))];
  return [...new Set(matches.map(([, field = '']) => field.toLowerCase().replace(/end$/, '')))];
};
