// Remembers found things for a moment, and asks once where many ask at the same time; what was not found is not remembered.

type Entry<Value> = { value: Value; until: number };

export type BriefCache<Value> = { get(name: string, find: () => Promise<Value | null>): Promise<Value | null> };

/** `lifeMs` counts from the start of the search, so that what is found is never older than that. */
export const createBriefCache = <Value>({
  lifeMs,
  entriesMax,
  now = () => performance.now(),
}: {
  lifeMs: number;
  entriesMax: number;
  now?: () => number;
}): BriefCache<Value> => {
  const entries = new Map<string, Entry<Value>>();
  const searches = new Map<string, Promise<Value | null>>();

  const search = async (name: string, find: () => Promise<Value | null>): Promise<Value | null> => {
    const until = now() + lifeMs;
    try {
      const value = await find();
      if (value === null || until <= now()) return value;
      const [oldest] = entries.size < entriesMax ? [] : entries.keys();
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(name, { value, until });
      return value;
    } finally {
      searches.delete(name);
    }
  };

  return {
    get: async (name, find) => {
      const known = entries.get(name);
      if (known !== undefined && now() < known.until) return known.value;
      entries.delete(name);
      const running = searches.get(name) ?? search(name, find);
      searches.set(name, running);
      return await running;
    },
  };
};
