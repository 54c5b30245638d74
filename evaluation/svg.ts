// The drawings of a report, as SVG inside the page: it opens from a disk, without a script or a second file.

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const svg = (width: number, height: number, title: string, inside: string): string =>
  `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${inside}</svg>`;

const label = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'start'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;

const cell = 46;

/** How often each written level (rows) was found as which (columns); the last of both is "none". */
export const confusionSvg = (table: readonly (readonly number[])[]): string => {
  const names = ['1', '2', '3', '4', '5', 'none'];
  const cells = table.flatMap((row, y) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count, x) => {
      const [left, top] = [70 + x * cell, 30 + y * cell];
      const share = sum === 0 ? 0 : count / sum;
      const box = `<rect x="${left}" y="${top}" width="${cell - 2}" height="${cell - 2}" class="${x === y ? 'right' : 'off'}" fill-opacity="${share.toFixed(2)}"/>`;
      return count === 0 ? box : `${box}${label(left + cell / 2 - 1, top + cell / 2 + 4, String(count), 'middle')}`;
    });
  });
  const heads = names.flatMap((name, index) => [
    label(70 + index * cell + cell / 2 - 1, 22, name, 'middle'),
    label(62, 30 + index * cell + cell / 2 + 4, name, 'end'),
  ]);
  return svg(
    70 + 6 * cell,
    34 + 6 * cell,
    'Written levels (rows) and found ones (columns)',
    [...cells, ...heads].join(''),
  );
};

export type Strip = { name: string; mean: number | null; interval: { low: number; high: number } | null; note: string };

/** One line per difference, in levels, with its 95 % interval. */
export const deltaSvg = (strips: readonly Strip[], title: string): string => {
  const reach = Math.max(
    0.5,
    ...strips.flatMap(({ mean, interval }) => [mean ?? 0, interval?.low ?? 0, interval?.high ?? 0].map(Math.abs)),
  );
  const xOf = (value: number): number => 330 + (value / reach) * 140;
  const lines = strips.map(({ name, mean, interval, note }, index) => {
    const y = 34 + index * 26;
    const line = interval
      ? `<line x1="${xOf(interval.low).toFixed(1)}" x2="${xOf(interval.high).toFixed(1)}" y1="${y}" y2="${y}"/>`
      : '';
    const dot = mean === null ? '' : `<circle cx="${xOf(mean).toFixed(1)}" cy="${y}" r="4"/>`;
    return `${label(180, y + 4, name, 'end')}${line}${dot}${label(485, y + 4, note)}`;
  });
  const height = 44 + strips.length * 26;
  const axis = `<line class="axis" x1="330" x2="330" y1="20" y2="${height - 10}"/>${label(330, 14, '0', 'middle')}${label(190, 14, `−${reach.toFixed(2)}`, 'middle')}${label(470, 14, `+${reach.toFixed(2)}`, 'middle')}`;
  return svg(720, height, title, axis + lines.join(''));
};

export type Bar = { name: string; share: number | null; note: string };

export const barSvg = (bars: readonly Bar[], title: string): string => {
  const rows = bars.map(({ name, share, note }, index) => {
    const y = 8 + index * 24;
    const width = ((share ?? 0) * 240).toFixed(1);
    const bar = `<rect class="track" x="190" y="${y}" width="240" height="16"/><rect class="right" x="190" y="${y}" width="${width}" height="16"/>`;
    return `${label(180, y + 13, name, 'end')}${bar}${label(440, y + 13, note)}`;
  });
  return svg(720, 16 + bars.length * 24, title, rows.join(''));
};
