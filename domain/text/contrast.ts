// Which colour a tenant may put on the candidate's page: one that everybody can read, with the nearest that passes where it is not.

type Channels = [red: number, green: number, blue: number];

/** As `web/ui/tokens.css` has them: what accents stand on, and what stands on them. */
export const pageColours = {
  light: { background: '#faf9f7', surface: '#ffffff', onAccent: '#ffffff' },
  dark: { background: '#141312', surface: '#1f1e1c', onAccent: '#0e2140' },
} as const;

const contrastMin = 4.5;
/** On dark pages more than what is allowed at least: thin light letters look dimmer than they measure. */
const darkContrastMin = 7;

const channelsOf = (colour: string): Channels => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

const colourOf = (channels: Channels): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

const linear = (channel: number): number => {
  const part = channel / 255;
  return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};

const luminance = (colour: string): number => {
  const [red, green, blue] = channelsOf(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};

/** WCAG's ratio of two colours `#rrggbb`, 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
};

const readable = (accent: string, page: (typeof pageColours)['light' | 'dark'], least: number): boolean =>
  Object.values(page).every((colour) => contrast(accent, colour) >= least);

const steps = 256;

/** The first colour on the way from one to the other that passes; the way keeps the hue. */
const firstOnTheWay = (from: string, to: Channels, passes: (colour: string) => boolean): string => {
  const start = channelsOf(from);
  for (let step = 0; step < steps; step += 1) {
    const mix = (index: 0 | 1 | 2): number => start[index] + ((to[index] - start[index]) * step) / steps;
    const colour = colourOf([mix(0), mix(1), mix(2)]);
    if (passes(colour)) return colour;
  }
  return colourOf(to);
};

/** The accent itself where it can be read on light pages, else the nearest darker one of its hue that can. */
export const nearestAccent = (accent: string): string =>
  firstOnTheWay(accent.toLowerCase(), [0, 0, 0], (colour) => readable(colour, pageColours.light, contrastMin));

/** An accent for both kinds of page: the lighter one is made of it. */
export const accentPair = (accent: string): { light: string; dark: string } => ({
  light: accent,
  dark: firstOnTheWay(accent, [255, 255, 255], (colour) => readable(colour, pageColours.dark, darkContrastMin)),
});
