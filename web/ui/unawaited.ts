// Work that nobody waits for: it keeps its own failures, and what it never expected is for the browser's console.

export const unawaited = (work: Promise<unknown>): void => {
  work.catch((error: unknown) =>
    setTimeout(() => {
      throw error;
    }),
  );
};
