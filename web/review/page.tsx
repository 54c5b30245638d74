// Draws the page into the document, and fetches its screens while what they show is on its way.
import { createRoot } from 'react-dom/client';
import { fetchAhead } from '../ui/chunks.ts';
import { App, type AppProps } from './app.tsx';

export const show = (shown: AppProps): void => {
  const place = document.querySelector('#review');
  if (place === null) return;
  fetchAhead();
  createRoot(place).render(<App {...shown} />);
};
