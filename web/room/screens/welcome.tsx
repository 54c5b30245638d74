// Who asks, for what, how long, and who decides: before anything is agreed to.
import type { ReactNode } from 'react';
import { counted, fill } from '../../i18n/fill.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { useLanguage, useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Screen } from '../../ui/screen.tsx';
import { minutesIn } from '../state/clock.ts';
import { stepAfter } from '../state/screen.ts';
import { useCompany } from '../use-company.ts';
import { useEntered } from '../use-room.ts';
import css from './screens.module.css';

const Fact = ({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) => (
  <li className={css['fact']}>
    <Icon name={icon} />
    <div>
      <h2>{title}</h2>
      {children}
    </div>
  </li>
);

export const Welcome = () => {
  const { welcome } = useMessages().start;
  const language = useLanguage();
  const company = useCompany();
  const { view, room } = useEntered();
  const { position } = view.interview;
  const until = view.linkExpiresAt;
  const canSpeak = view.options.modes.includes('voice');
  return (
    <Screen
      title={position === null ? fill(welcome.titleWithoutPosition, { company }) : fill(welcome.title, { position })}
      lead={fill(welcome.lead, { company })}
      actions={
        <Button look="filled" onClick={() => room.goTo(stepAfter(view, 'welcome'))}>
          {welcome.act}
        </Button>
      }
    >
      <ul className={css['facts']}>
        <Fact icon="person" title={welcome.machine.title}>
          <p>{fill(welcome.machine.text, { company })}</p>
        </Fact>
        <Fact icon="clock" title={welcome.time}>
          <p>
            {counted(language, welcome.minutes, minutesIn(view.timeLeftMs))}{' '}
            {view.options.timeFactor > 1 && `${welcome.extra} `}
            {until === null ? welcome.pausesOpen : fill(welcome.pauses, { until: dayAndTime(language, until) })}
          </p>
        </Fact>
        <Fact icon="keyboard" title={welcome.ways.title}>
          <p>{canSpeak ? welcome.ways.text : welcome.ways.typed}</p>
        </Fact>
        <Fact icon="document" title={welcome.kept.title}>
          <p>{welcome.kept.text}</p>
        </Fact>
        <Fact icon="help" title={welcome.person.title}>
          <p>{welcome.person.text}</p>
        </Fact>
      </ul>
    </Screen>
  );
};
