// How the demo looks on a terminal: 100 columns, numbered steps, colours only where a person looks.
import { performance } from 'node:perf_hooks';

const width = 100;
const margin = '   ';

const styles = { bold: 1, dim: 2, green: 32, yellow: 33, cyan: 36 } as const;
export type Style = keyof typeof styles;

type LineOptions = { style?: Style; indent?: number; label?: string };

export interface Screen {
  /** A heading with the time since the start. */
  step: (title: string) => void;
  /** Text broken at the edge; all its lines stand right of the label. */
  say: (text: string, options?: LineOptions) => void;
  /** What stands left and right on one line. */
  pair: (left: string, right: string, style?: Style) => void;
  blank: () => void;
  elapsedSeconds: (at: number) => string;
}

/** Words as lines of at most `columns`; a longer word gets a line of its own. */
export const wrap = (text: string, columns: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((one) => one !== '')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
};

/** The beginning of a text, cut between words. */
export const shorten = (text: string, columns: number): string => {
  if (text.length <= columns) return text;
  return `${wrap(text, columns - 2)[0] ?? ''} …`;
};

const seconds = (durationMs: number): string => `${(Math.max(0, durationMs) / 1_000).toFixed(2)} s`;

type Target = { write: (line: string) => void; coloured: boolean };

export const createScreen = ({ write, coloured }: Target): Screen => {
  const startedAt = performance.now();
  const startedAtEpoch = Date.now();
  let steps = 0;

  const paint = (text: string, style: Style | undefined): string =>
    coloured && style !== undefined ? `\u001B[${styles[style]}m${text}\u001B[0m` : text;

  const pair = (left: string, right: string, style?: Style): void => {
    const gap = ' '.repeat(Math.max(2, width - left.length - right.length));
    write(paint(`${left}${gap}${right}`, style));
  };

  return {
    step: (title) => {
      steps += 1;
      write('');
      const time = ` ${seconds(performance.now() - startedAt)}`;
      const head = `${String(steps).padStart(2)} ${title} `;
      write(paint(`${head}${'─'.repeat(Math.max(2, width - head.length - time.length))}${time}`, 'bold'));
    },
    say: (text, { style, indent = 0, label = '' } = {}) => {
      const left = margin + ' '.repeat(indent);
      wrap(text, width - left.length - label.length).forEach((line, index) =>
        write(paint(`${left}${index === 0 ? label : ' '.repeat(label.length)}${line}`, style)),
      );
    },
    pair: (left, right, style) => pair(`${margin}${left}`, right, style),
    blank: () => write(''),
    elapsedSeconds: (at) => seconds(at - startedAtEpoch),
  };
};
