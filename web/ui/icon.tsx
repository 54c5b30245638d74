// Our own icons in one sprite; words always stand beside them, so no icon has a name of its own.
import css from './icon.module.css';

const round = 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z';

/** Drawn on 24 × 24 with one pen. */
const paths = {
  adjust: 'M4 7h9M19 7h1M4 17h1M11 17h9M14 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0ZM6 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0Z',
  caution: 'M12 4 3 20h18L12 4ZM12 10v4M12 17v.01',
  check: 'm4 12.5 5 5L20 7',
  clock: `${round}M12 7v5l3 2`,
  close: 'm6 6 12 12M18 6 6 18',
  document: 'M6 3h8l4 4v14H6V3ZM14 3v4h4M9 12h6M9 16h6',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  help: `${round}M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.5v.01`,
  info: `${round}M12 11v5.5M12 7.8v.01`,
  keyboard: 'M3 6h18v12H3V6ZM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M8 14h8',
  language: `${round}M3 12h18M12 3c3.5 3 3.5 15 0 18M12 3c-3.5 3-3.5 15 0 18`,
  leave: 'M13 4H5v16h8M10 12h11M17 8l4 4-4 4',
  listen: 'M4 9.5v5h3.5L12 18V6L7.5 9.5H4ZM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  microphone: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  pause: 'M8.5 5v14M15.5 5v14',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4 20.5c.4-3.8 3.7-6 8-6s7.6 2.2 8 6',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7v-6Z',
  record: 'M12 6.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z',
  stop: 'M6.5 6.5h11v11h-11v-11Z',
  text: 'm3 19 5-13 5 13M4.9 14.5h6.2M14 19l3.5-9 3.5 9M15.2 16h4.6',
} as const;

export type IconName = keyof typeof paths;

/** Once per page. */
export const IconSprite = () => (
  <svg className={css['sprite']} aria-hidden="true" focusable="false">
    {Object.entries(paths).map(([name, path]) => (
      <symbol key={name} id={`icon-${name}`} viewBox="0 0 24 24">
        <path d={path} />
      </symbol>
    ))}
  </svg>
);

const mirrored: readonly IconName[] = ['leave', 'listen'];

export const Icon = ({ name }: { name: IconName }) => (
  <svg
    className={mirrored.includes(name) ? `${css['icon']} ${css['mirrored']}` : css['icon']}
    aria-hidden="true"
    focusable="false"
  >
    <use href={`#icon-${name}`} />
  </svg>
);
