// Begins the console in its page.
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { createConsoleApi, readSettings } from './api.ts';
import { App } from './app.tsx';

const place = document.querySelector('#console');
if (place !== null) {
  const settings = readSettings();
  createRoot(place).render(<App api={createConsoleApi(settings)} settings={settings} />);
}
