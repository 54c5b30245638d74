// Begins the candidate's room in the page that the interview link opens.
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { App } from './app.tsx';

const place = document.querySelector('#room');
if (place !== null) createRoot(place).render(<App />);
