// A number with a bar of it and the line where it probably lies; the picture says nothing that the words beside it do not.
import type { Band } from '../../../domain/assessment/assessment.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { VisuallyHidden } from '../../ui/blocks.tsx';
import css from './compare.module.css';

type MeasureProps = { value: number | null; band: Band | null; max: number };

const width = 40;
const height = 12;

const Bar = ({ value, band, max }: { value: number; band: Band | null; max: number }) => {
  const at = (number: number): number => (Math.min(max, Math.max(0, number)) / max) * width;
  return (
    <svg className={css['bar']} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect className={css['whole']} x="0.5" y="2.5" width={width - 1} height={height - 5} />
      <rect className={css['part']} x="0" y="2" width={at(value)} height={height - 4} />
      {band !== null && (
        <path
          className={css['band']}
          d={`M${at(band.low)} 0v${height}M${at(band.low)} 6H${at(band.high)}M${at(band.high)} 0v${height}`}
        />
      )}
    </svg>
  );
};

export const Measure = ({ value, band, max }: MeasureProps) => {
  const { language, messages } = useReviewWords();
  const said = (number: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number);
  if (value === null) return <span className={css['muted']}>{messages.compare.none}</span>;
  return (
    <span className={css['measure']}>
      <span className={css['number']}>{said(value)}</span>
      <Bar value={value} band={band} max={max} />
      {band !== null && (
        <VisuallyHidden> {fill(messages.compare.range, { low: said(band.low), high: said(band.high) })}</VisuallyHidden>
      )}
    </span>
  );
};
