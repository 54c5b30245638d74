// Five cells with the score filled and the band of its readings as a bracket; all of it stands beside in words.
import { useId } from 'react';
import type { Band } from '../../../domain/assessment/assessment.ts';
import css from './scale.module.css';

const cells = [1, 2, 3, 4, 5] as const;
const width = 56;
const height = 32;
const gap = 4;
const whole = cells.length * (width + gap) - gap;

/** The middle of a cell is its number. */
const at = (score: number): number => (score - 1) * (width + gap) + width / 2;

const bracket = ({ low, high }: Band): string => {
  const [from, to] = [at(low), at(high)];
  return `M${from} ${height + 5}v8H${to}v-8`;
};

type ScaleProps = { score: number | null; band: Band | null; own: number | null };

/** `score` null: hatched, since an abstention is a level of its own and no number. */
export const Scale = ({ score, band, own }: ScaleProps) => {
  const hatch = useId();
  return (
    <svg
      className={css['scale']}
      viewBox={`0 0 ${whole} ${height + 16}`}
      width={whole}
      height={height + 16}
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className={css['hatch']} d="M0 0V8" />
        </pattern>
      </defs>
      {cells.map((cell) => {
        const x = (cell - 1) * (width + gap);
        const isScore = cell === score;
        return (
          <g key={cell}>
            <rect
              className={isScore ? css['filled'] : css['cell']}
              x={x + 0.5}
              y={0.5}
              width={width - 1}
              height={height - 1}
              rx={6}
            />
            {score === null && (
              <rect x={x + 1} y={1} width={width - 2} height={height - 2} rx={6} fill={`url(#${hatch})`} />
            )}
            {score !== null && (
              <text
                className={isScore ? css['numberFilled'] : css['number']}
                x={x + width / 2}
                y={height / 2 + 5}
                textAnchor="middle"
              >
                {cell}
              </text>
            )}
            {cell === own && <path className={css['own']} d={`M${x + 5} ${height - 4}h${width - 10}`} />}
          </g>
        );
      })}
      {score !== null && band !== null && <path className={css['bracket']} d={bracket(band)} />}
    </svg>
  );
};
