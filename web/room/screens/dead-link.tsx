// Where the link leads nowhere, or no further: what can be said, and whom to ask.
import type { RoomView } from '../../../usecases/room/view.ts';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useCompany } from '../use-company.ts';
import { useRoom } from '../use-room.ts';

const ends = {
  WITHDRAWN: 'withdrawn',
  OPTED_OUT: 'person',
  EXPIRED: 'over',
  NO_SHOW: 'over',
  CANCELLED: 'cancelled',
} as const;

/** An end that this page has never heard of is one all the same. */
const endOf = (view: RoomView | null) => (view?.outcome ? (ends[view.outcome] ?? 'over') : 'cancelled');

/** A consent that was withdrawn says so in the server's own words. */
const withdrawnText = (view: RoomView | null): string | null =>
  view?.withdrawal?.effect === 'interview_ended' ? view.withdrawal.text : null;

export const DeadLink = () => {
  const { dead: texts, ways } = useMessages().frame;
  const company = useCompany();
  const { state, room } = useRoom();
  const { dead, view } = state;
  const consent = dead === null ? withdrawnText(view) : null;
  const kind = consent === null ? (dead ?? endOf(view)) : 'withdrawn';
  const isNamed = view?.interview.companyName != null;
  return (
    <Screen
      title={texts[kind].title}
      actions={dead === null && view !== null && <Button onClick={() => room.show('mine')}>{ways.mine.title}</Button>}
    >
      <p>{consent ?? fill(texts[kind].text, { company })}</p>
      {kind !== 'closed' && <p>{isNamed ? fill(texts.askCompany, { company }) : texts.ask}</p>}
    </Screen>
  );
};
