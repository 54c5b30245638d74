// What this window remembers over a reload: steps and ids; it never breaks the page when the browser has no room for it.

export type Memory = {
  read(key: string): string | null;
  write(key: string, value: string | null): void;
  clear(): void;
};

const prefix = 'room-';
/** Which window this is, and when it last loaded itself anew. */
const beyondTheEnd = new Set([`${prefix}client`, `${prefix}reloaded`]);

export const createMemory = (storage: () => Storage = () => sessionStorage): Memory => {
  const tried = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => tried(() => storage().getItem(prefix + key), null),
    write: (key, value) =>
      tried(
        () => (value === null ? storage().removeItem(prefix + key) : storage().setItem(prefix + key, value)),
        undefined,
      ),
    clear: () =>
      tried(() => {
        const kept = storage();
        const keys = Array.from({ length: kept.length }, (_, at) => kept.key(at));
        for (const key of keys) if (key?.startsWith(prefix) && !beyondTheEnd.has(key)) kept.removeItem(key);
      }, undefined),
  };
};
