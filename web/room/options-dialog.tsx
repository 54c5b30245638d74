// Help and options: the one place of every way out, on every screen. Each says what it does before and after.
import { useState } from 'react';
import { fill } from '../i18n/fill.ts';
import { dayAndTime } from '../i18n/format.ts';
import { useWords } from '../i18n/use-messages.ts';
import { Notice } from '../ui/blocks.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Actions } from '../ui/screen.tsx';
import css from './options-dialog.module.css';
import { OptionsPage } from './options-pages.tsx';
import { Refused } from './refused.tsx';
import { unawaited } from '../ui/unawaited.ts';
import { useCompany } from './use-company.ts';
import { useRoom } from './use-room.ts';
import { acts, isAct, pages, waysFor, type Act, type ActName, type WayName } from './ways.ts';

const noteMax = 2_000;

const iconOf = (name: WayName) => (isAct(name) ? acts[name].icon : pages[name]);

const Offers = ({ onChoose }: { onChoose: (name: WayName) => void }) => {
  const { ways } = useWords().messages.frame;
  const company = useCompany();
  const { view, left } = useRoom().state;
  return (
    <>
      <p>{ways.lead}</p>
      {waysFor(view, left).map(({ group, ways: names }) => (
        <section key={group} className={css['group']}>
          <h3>{ways.groups[group]}</h3>
          <ul className={css['list']}>
            {names.map((name) => (
              <li key={name}>
                <Button row icon={iconOf(name)} onClick={() => onChoose(name)}>
                  {fill(ways[name].title, { company })}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};

/** Until when one may come back, where that is known. */
const Until = ({ name }: { name: ActName }) => {
  const { language, messages } = useWords();
  const { view } = useRoom().state;
  const { ways } = messages.frame;
  const until = view?.resumableUntil ?? view?.linkExpiresAt ?? null;
  if (until === null || (name !== 'pause' && name !== 'later')) return null;
  return <p>{fill(ways[name].until, { until: dayAndTime(language, until) })}</p>;
};

type StepProps = { name: ActName; onBack: () => void; onDone: () => void };

const ActStep = ({ name, onBack, onDone }: StepProps) => {
  const { frame } = useWords().messages;
  const company = useCompany();
  const { state, room } = useRoom();
  const [note, setNote] = useState('');
  const [hasFailed, setFailed] = useState(false);
  const { hasNote, act, danger = false }: Act = acts[name];
  const words = frame.ways[name];
  const confirm = async (): Promise<void> => {
    setFailed(false);
    if (await act(room, note.trim() || undefined)) onDone();
    else setFailed(true);
  };
  if (name === 'later' && state.view?.state !== 'IN_PROGRESS')
    return (
      <>
        <p>{frame.ways.later.before}</p>
        <Until name="later" />
      </>
    );
  return (
    <>
      <p>{fill(words.text, { company })}</p>
      <Until name={name} />
      {danger && (
        <p>
          <strong>{frame.ways.cannotUndo}</strong>
        </p>
      )}
      {hasNote && (
        <Field
          label={'note' in words ? words.note : frame.ways.note}
          hint={frame.ways.noteHint}
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={noteMax}
        />
      )}
      {hasFailed && <Refused refusal={state.trouble} />}
      <Actions>
        <Button onClick={onBack}>{frame.back}</Button>
        <Button look={danger ? 'danger' : 'filled'} busy={state.busy} onClick={() => unawaited(confirm())}>
          {words.act}
        </Button>
      </Actions>
    </>
  );
};

const Done = ({ name, onClose }: { name: ActName; onClose: () => void }) => {
  const { frame } = useWords().messages;
  const company = useCompany();
  const words = frame.ways[name];
  return (
    <>
      <Notice tone="good" title={frame.ways.sent} announce="polite">
        {'done' in words ? fill(words.done, { company }) : undefined}
      </Notice>
      <Actions>
        <Button look="filled" onClick={onClose}>
          {frame.close}
        </Button>
      </Actions>
    </>
  );
};

export const OptionsDialog = ({ onClose }: { onClose: () => void }) => {
  const { frame } = useWords().messages;
  const company = useCompany();
  const { room } = useRoom();
  const [name, setName] = useState<WayName | null>(null);
  const [isDone, setDone] = useState(false);
  const back = (): void => setName(null);
  const choose = (chosen: WayName): void => {
    if (chosen !== 'mine') return setName(chosen);
    room.show('mine');
    return onClose();
  };
  const done = (act: ActName): void => (acts[act].after === 'close' ? onClose() : setDone(true));
  const title = name === null ? frame.help : fill(frame.ways[name].title, { company });
  return (
    <Dialog title={title} step={`${name} ${isDone}`} close={frame.close} onClose={onClose}>
      {name === null && <Offers onChoose={choose} />}
      {name !== null && !isAct(name) && <OptionsPage name={name} onBack={back} />}
      {name !== null && isAct(name) && !isDone && <ActStep name={name} onBack={back} onDone={() => done(name)} />}
      {name !== null && isAct(name) && isDone && <Done name={name} onClose={onClose} />}
    </Dialog>
  );
};
