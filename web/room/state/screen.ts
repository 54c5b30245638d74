// Which screen follows from what is known: a pure rule, so that every reload and every device ends up at the same place.
import type { RoomView } from '../../../usecases/room/view.ts';
import type { RoomState, Step } from './state.ts';

export const screens = [
  'opening',
  'trouble',
  'dead-link',
  'elsewhere',
  'mine',
  'welcome',
  'consent',
  'how',
  'sound-check',
  'practice',
  'question',
  'call',
  'sending',
  'review',
  'finish',
  'paused',
  'later',
] as const;
export type Screen = (typeof screens)[number];

type Known = Pick<
  RoomState,
  'view' | 'dead' | 'step' | 'question' | 'done' | 'sending' | 'page' | 'left' | 'line' | 'trouble'
>;

/** The step that follows; what was done already, here or on another device, is not asked twice. */
export const stepAfter = ({ consent, choices, options }: RoomView, step: Step): Step => {
  if (step === 'welcome') return consent?.accepted === true ? 'how' : 'consent';
  if (step === 'consent') return 'how';
  const speaks = choices.way === 'spoken' && options.modes.includes('voice');
  if (step === 'how') return speaks ? 'sound-check' : 'practice';
  return step === 'sound-check' ? 'practice' : 'talk';
};

/** Where the back button leads before the first question; null where it stays. */
export const stepBefore = (screen: Screen): Step | null => {
  const places: Partial<Record<Screen, Step>> = {
    consent: 'welcome',
    how: 'consent',
    'sound-check': 'how',
    practice: 'how',
  };
  return places[screen] ?? null;
};

/** Nothing is asked before the exact text was agreed to, and speaking is checked only by those who chose it. */
const beforeStart = (view: RoomView, step: Step): Screen => {
  if (step === 'welcome') return 'welcome';
  if (view.consent?.accepted !== true || step === 'consent') return 'consent';
  if (step === 'how' || view.choices.way === null) return 'how';
  if (step === 'sound-check') return view.choices.way === 'spoken' ? 'sound-check' : 'practice';
  return 'practice';
};

/** The conversation is held elsewhere, or goes on there: nothing is asked here meanwhile. */
export const isOutside = ({ options, choices, progress }: RoomView): boolean =>
  options.inCall ||
  (options.voiceProvider !== null && choices.way === 'spoken' && progress.question < progress.questions);

const underWay = ({ view, step, question, done, sending, trouble }: Known): Screen => {
  if (sending !== null) return 'sending';
  if (view?.options.paused) return 'paused';
  if (view !== null && isOutside(view)) return 'call';
  if (done && (step === 'review' || question === null)) return 'review';
  if (question !== null) return 'question';
  return trouble === null ? 'opening' : 'trouble';
};

export const screenOf = (known: Known): Screen => {
  const { view, dead, page, left, line, trouble } = known;
  if (dead !== null) return 'dead-link';
  if (view === null) return line === 'ok' && trouble === null ? 'opening' : 'trouble';
  if (page === 'mine') return 'mine';
  if (view.state === 'CANCELLED') return 'dead-link';
  if (view.state === 'COMPLETED') return 'finish';
  if (view.client === 'elsewhere') return 'elsewhere';
  if (left) return 'later';
  return view.state === 'IN_PROGRESS' ? underWay(known) : beforeStart(view, known.step);
};
