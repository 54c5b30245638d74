// Which keys there are, and a switch for whoever presses them by mistake or by voice.
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Dialog } from '../frame/dialog.tsx';
import css from './assessment.module.css';

type KeysDialogProps = { isOn: boolean; setOn: (isOn: boolean) => void; onClose: () => void };

const keys = [
  ['next', 'j'],
  ['previous', 'k'],
  ['rate', '1 – 5'],
  ['play', 'space'],
  ['search', '/'],
  ['help', '?'],
  ['decide', 'ctrl + enter'],
] as const;

export const KeysDialog = ({ isOn, setOn, onClose }: KeysDialogProps) => {
  const { assessment, frame } = useReviewMessages();
  const { keys: words } = assessment;
  return (
    <Dialog title={words.title} close={frame.close} onClose={onClose}>
      <p>{words.text}</p>
      <dl className={css['keys']}>
        {keys.map(([name, pressed]) => (
          <div key={name}>
            <dt>
              <kbd>{name === 'play' ? words.space : pressed}</kbd>
            </dt>
            <dd>{words[name]}</dd>
          </div>
        ))}
      </dl>
      <label className={css['switch']}>
        <input type="checkbox" checked={isOn} onChange={(event) => setOn(event.target.checked)} />
        <span>{words.on}</span>
      </label>
    </Dialog>
  );
};
