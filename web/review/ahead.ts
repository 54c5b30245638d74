// What the page will ask first, asked by its first script: while the rest of it is still on its way.
import type { Place } from './address.ts';
import { createReviewApi, type ReviewApi, type ReviewCall } from './api.ts';

const readFirst = async (api: ReviewApi, place: Place): Promise<unknown> => {
  switch (place.kind) {
    case 'run':
      return await api.view(place.runId);
    case 'inbox':
      return await api.inbox();
    case 'form':
      return await api.compare(place.formId);
    default: {
      const { runId } = await (place.kind === 'link' ? api.openLink(place.token) : api.entry());
      return await (runId === null ? api.inbox() : api.view(runId));
    }
  }
};

/**
 * Whoever calls the same as was asked ahead is given that answer, once: the screens know nothing of it. `isRead` is kept
 * once all of it was answered, or one call was not: the screen makes that one again, and says what is wrong.
 */
export const askAhead = (call: ReviewCall, place: Place): { api: ReviewApi; isRead: Promise<void> } => {
  const asked = new Map<string, Promise<unknown>>();
  const nameOf = (...sent: Parameters<ReviewCall>): string => JSON.stringify(sent);
  const ahead = createReviewApi(<T>(...sent: Parameters<ReviewCall>) => {
    const answer = call<T>(...sent);
    asked.set(nameOf(...sent), answer);
    return answer;
  });
  const api = createReviewApi(<T>(...sent: Parameters<ReviewCall>) => {
    const answer = asked.get(nameOf(...sent)) as Promise<T> | undefined;
    asked.delete(nameOf(...sent));
    return answer ?? call<T>(...sent);
  });
  const read = readFirst(ahead, place);
  return {
    api,
    isRead: read.then(
      () => undefined,
      () => undefined,
    ),
  };
};
