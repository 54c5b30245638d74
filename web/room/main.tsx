// Begins the candidate's room in the page that the interview link opens.
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { App } from './app.tsx';
import { roomOfThisWindow } from './state/room.ts';

const place = document.querySelector('#room');
if (place !== null) {
  const room = roomOfThisWindow();
  room.begin();
  createRoot(place).render(<App room={room} />);
}
