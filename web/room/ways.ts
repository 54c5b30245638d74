// What *Help and options* offers at this moment, in its order, and what each does.
import type { RoomView } from '../../usecases/room/view.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Room } from './state/room.ts';

/** What is asked for and confirmed; `close`: the screen behind the dialog says what came of it. */
export type Act = {
  icon: IconName;
  hasNote: boolean;
  after: 'close' | 'say';
  /** Cannot be taken back. */
  danger?: boolean;
  act: (room: Room, note: string | undefined) => Promise<boolean>;
};

export const acts = {
  pause: { icon: 'pause', hasNote: false, after: 'close', act: (room) => room.pause() },
  later: { icon: 'clock', hasNote: false, after: 'close', act: (room) => room.later() },
  technical: { icon: 'caution', hasNote: true, after: 'say', act: (room, note) => room.help('technical', note) },
  accommodation: { icon: 'adjust', hasNote: true, after: 'say', act: (room, note) => room.help('accommodation', note) },
  question: { icon: 'info', hasNote: true, after: 'say', act: (room, note) => room.help('question', note) },
  person: { icon: 'person', hasNote: true, after: 'say', act: (room, note) => room.optOut(note) },
  withdraw: { icon: 'leave', hasNote: true, after: 'say', danger: true, act: (room, note) => room.withdraw(note) },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof acts;

export const pages = {
  language: 'language',
  way: 'keyboard',
  textSize: 'text',
  mine: 'document',
} as const satisfies Record<string, IconName>;

export type PageName = keyof typeof pages;

export type WayName = ActName | PageName;

export const isAct = (name: WayName): name is ActName => name in acts;

export type Offered = { group: 'moment' | 'help' | 'page' | 'leave'; ways: WayName[] };

const momentsFor = ({ state, client, options }: RoomView, left: boolean): WayName[] => {
  if (state !== 'IN_PROGRESS') return ['later'];
  if (left) return [];
  if (client === 'elsewhere') return [];
  return options.paused ? ['later'] : ['pause', 'later'];
};

/** Nothing is offered that would be refused; the text size can be changed even where the link leads nowhere. */
export const waysFor = (view: RoomView | null, left = false): Offered[] => {
  if (view === null) return [{ group: 'page', ways: ['textSize'] }];
  const page: WayName[] = ['language', 'textSize', 'mine'];
  if (view.state === 'COMPLETED' || view.state === 'CANCELLED') return [{ group: 'page', ways: page }];
  const helps = (['technical', 'accommodation', 'question'] as const).filter((code) =>
    view.options.helpCodes.includes(code),
  );
  const offered: Offered[] = [
    { group: 'moment', ways: momentsFor(view, left) },
    { group: 'help', ways: [...helps, 'person'] },
    { group: 'page', ways: view.options.modes.includes('voice') ? ['way', ...page] : page },
    { group: 'leave', ways: ['withdraw'] },
  ];
  return offered.filter(({ ways }) => ways.length > 0);
};
