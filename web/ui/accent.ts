// Puts a tenant's colour in place of ours: by CSSOM, which the content security policy allows.
import type { Branding } from '../../domain/ports/administration.ts';

const dark = '(prefers-color-scheme: dark)';

/** What stands on it stays ours: a colour is only taken where that can be read (`domain/text/contrast.ts`). */
export const applyAccent = (accent: Branding['accent']): (() => void) => {
  if (accent === null) return () => undefined;
  const { style } = document.documentElement;
  const query = window.matchMedia(dark);
  const apply = (): void => style.setProperty('--accent', query.matches ? accent.dark : accent.light);
  apply();
  query.addEventListener('change', apply);
  return () => {
    query.removeEventListener('change', apply);
    style.removeProperty('--accent');
  };
};
