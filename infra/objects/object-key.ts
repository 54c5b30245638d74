// Keys of objects are ours alone, and mean the same to a folder, to a bucket and to a file system that forgets case.
const charactersMax = 500;
const part = /^[a-z0-9_-][a-z0-9._-]{0,199}$/;

/** @throws Error for a key that is not one of ours: no caller ever makes one */
export const checkKey = (key: string): string => {
  if (key.length > charactersMax || !key.split('/').every((each) => part.test(each)))
    throw new Error('not an object key');
  return key;
};

/** The beginning of a key, up to anywhere in one of its parts. */
export const checkPrefix = (prefix: string): string => {
  if (prefix !== '') checkKey(prefix.endsWith('/') ? `${prefix}x` : prefix);
  return prefix;
};
