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

/** Nothing is asked before the exact text was agreed to, and speaking is checked only by those who chose it. */
const beforeStart = (view: RoomView, step: Step): Screen => {
  if (step === 'welcome') return 'welcome';
  const agreed = view.consent?.accepted === true && view.consent.noticeHash !== '';
  if (!agreed || step === 'consent') return 'consent';
  if (step === 'how' || view.choices.way === null) return 'how';
  if (step === 'sound-check') return view.choices.way === 'spoken' ? 'sound-check' : 'practice';
  return 'practice';
};

const underWay = ({ view, step, question, done, sending, left, trouble }: Known): Screen => {
  if (left) return 'later';
  if (sending !== null) return 'sending';
  if (view?.options.paused) return 'paused';
  if (done && (step === 'review' || question === null)) return 'review';
  if (question !== null) return 'question';
  return trouble === null ? 'opening' : 'trouble';
};

export const screenOf = (known: Known): Screen => {
  const { view, dead, page, line, trouble } = known;
  if (dead !== null) return 'dead-link';
  if (view === null) return line === 'ok' && trouble === null ? 'opening' : 'trouble';
  if (page === 'mine') return 'mine';
  if (view.state === 'CANCELLED') return 'dead-link';
  if (view.state === 'COMPLETED') return 'finish';
  if (view.client === 'elsewhere') return 'elsewhere';
  return view.state === 'IN_PROGRESS' ? underWay(known) : beforeStart(view, known.step);
};
