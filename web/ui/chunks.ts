// Parts of the page that come after its first screen: fetched ahead while the line is good, asked for again while it is not.
import { createElement, lazy, useState, type ComponentType } from 'react';
import { persistently } from './persistently.ts';

const ahead: (() => Promise<unknown>)[] = [];

/** A component of another chunk; `isRare`: fetched only by those who need it. */
export const chunk = <Props extends object>(load: () => Promise<ComponentType<Props>>, isRare = false) => {
  let fetched: ComponentType<Props> | null = null;
  const fetch = async (): Promise<ComponentType<Props>> => (fetched = await load());
  if (!isRare) ahead.push(fetch);
  const late = lazy(async () => ({ default: await persistently(fetch) }));
  // What is there already is shown at once: a part that is waited for is held back by React until 300 ms after the last wait.
  return (props: Props) => {
    const [part] = useState<ComponentType<Props>>(() => fetched ?? late);
    return createElement(part, props);
  };
};

/** Everything that is likely to be needed, so that a line which is lost later costs nothing. */
export const fetchAhead = (): void => {
  for (const load of ahead) load().catch(() => undefined);
};
