// Puts a tenant's colour in place of ours: by CSSOM, which the content security policy allows.
import type { Branding } from '../../usecases/room/view.ts';

/** White or near black, whichever reads better on `#rrggbb`. */
export const onColour = (colour: string): string => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#141312';
};

const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

const dark = '(prefers-color-scheme: dark)';

export const applyAccent = (accent: Branding['accent'], root: HTMLElement = document.documentElement): (() => void) => {
  if (accent === null || !isColour(accent.light) || !isColour(accent.dark)) return () => undefined;
  const query = window.matchMedia(dark);
  const apply = (): void => {
    const colour = query.matches ? accent.dark : accent.light;
    root.style.setProperty('--accent', colour);
    root.style.setProperty('--on-accent', onColour(colour));
  };
  apply();
  query.addEventListener('change', apply);
  return () => {
    query.removeEventListener('change', apply);
    root.style.removeProperty('--accent');
    root.style.removeProperty('--on-accent');
  };
};
