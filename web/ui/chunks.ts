// Parts of the page that come after its first screen: fetched ahead while the line is good, asked for again while it is not.
import { createElement, lazy, useState, type ComponentType } from 'react';
import { persistently } from './persistently.ts';

/** With the page, once there is nothing else to do, or only by those who need it. */
type When = 'ahead' | 'quiet' | 'rare';

const parts: { when: When; fetch: () => Promise<unknown> }[] = [];

/** A component of another chunk. */
export const chunk = <Props extends object>(load: () => Promise<ComponentType<Props>>, when: When = 'ahead') => {
  let fetched: ComponentType<Props> | null = null;
  const fetch = async (): Promise<ComponentType<Props>> => (fetched = await load());
  parts.push({ when, fetch });
  const late = lazy(async () => ({ default: await persistently(fetch) }));
  // What is there already is shown at once: a part that is waited for is held back by React until 300 ms after the last wait.
  return (props: Props) => {
    const [part] = useState<ComponentType<Props>>(() => fetched ?? late);
    return createElement(part, props);
  };
};

/** What is likely to be needed, so that a line which is lost later costs nothing. */
export const fetchAhead = (when: Exclude<When, 'rare'> = 'ahead'): void => {
  for (const part of parts) if (part.when === when) part.fetch().catch(() => undefined);
};
