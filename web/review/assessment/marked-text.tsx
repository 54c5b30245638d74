// A text with its marks; each kind looks different, and the ones that mean something say so to screen readers too.
import { Fragment, useMemo } from 'react';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { VisuallyHidden } from '../../ui/blocks.tsx';
import { markedPieces, type Mark } from './marks.ts';
import css from './transcript.module.css';

export const MarkedText = ({ text, marks }: { text: string; marks: readonly Mark[] }) => {
  const { doubtful } = useReviewMessages().assessment;
  const pieces = useMemo(() => markedPieces(text, marks), [text, marks]);
  return pieces.map(({ text: part, kinds }, at) =>
    kinds.length === 0 ? (
      <Fragment key={at}>{part}</Fragment>
    ) : (
      <mark
        key={at}
        className={kinds.map((kind) => css[kind]).join(' ')}
        data-said={kinds.includes('said') || undefined}
      >
        {part}
        {kinds.includes('doubtful') && <VisuallyHidden>{` (${doubtful}) `}</VisuallyHidden>}
      </mark>
    ),
  );
};
