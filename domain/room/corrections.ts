// Which answers candidates may correct: what was heard of them, never what they typed themselves.
import { isAside, type Intent } from './transcript.ts';
import type { Hearing } from './hearing.ts';

type Answered = { hearing: Hearing | null; intent: Intent | null; answeredAt: number | null };

/** A spoken answer once listening to it is over, whether words came of it or not; what was no answer stays as it was. */
export const isCorrectable = ({ hearing, intent, answeredAt }: Answered): boolean =>
  answeredAt !== null && hearing !== null && hearing !== 'waiting' && !isAside({ intent });
