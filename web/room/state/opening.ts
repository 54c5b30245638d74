// The way in: the link's token becomes a cookie once, and leaves the address bar; a reload comes back by the cookie.
import { calling, troubleOf } from './calls.ts';
import type { Deps } from './deps.ts';
import { untilDone } from '../../ui/retry.ts';
import { steps, type RoomState, type Step } from './state.ts';
import type { RoomView } from '../../../usecases/room/view.ts';

/** The address bar: read once, then cleared of the key. */
export type AddressBar = { path(): string; replace(path: string): void };

const place = '/interview';

export const tokenIn = (path: string): string | null => /^\/interview\/([^/]{1,200})\/?$/.exec(path)?.[1] ?? null;

export const rememberedStep = (view: RoomView, remembered: string | null): Step => {
  const known = steps.find((step) => step === remembered);
  if (view.state === 'IN_PROGRESS') return known === 'review' ? 'review' : 'talk';
  return known === undefined || known === 'talk' || known === 'review' ? 'welcome' : known;
};

export const createOpening = (
  deps: Deps,
  address: AddressBar,
  { onOpened }: { onOpened: (view: RoomView) => Promise<void> },
) => {
  const { store, api, memory, browser } = deps;

  const enter = async (): Promise<RoomView> => {
    const token = tokenIn(address.path());
    if (token === null) return api.readSession();
    const view = await api.openLink(decodeURIComponent(token));
    address.replace(place);
    return view;
  };

  /** Takes what the server says now as all there is. */
  const settle = async (view: RoomView): Promise<void> => {
    const settled: Partial<RoomState> = { view, trouble: null, step: rememberedStep(view, memory.read('step')) };
    store.set(settled);
    await onOpened(view);
  };

  const open = async (): Promise<void> => {
    store.set({ trouble: null });
    try {
      const view = await untilDone(browser, () => calling(deps, enter), {
        failed: (error) => store.set({ trouble: troubleOf(error) }),
      });
      if (view !== null) await settle(view);
    } catch (error) {
      store.set({ trouble: troubleOf(error) });
    }
  };

  const reread = async (): Promise<void> => settle(await calling(deps, api.readSession));

  return { open, reread, settle };
};
