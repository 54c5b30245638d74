// Begins the recruiter's page, which a review link opens.
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { createCall, json } from '../ui/call.ts';
import { createReviewApi } from './api.ts';
import { App } from './app.tsx';

const call = createCall('/review/api');

const place = document.querySelector('#review');
if (place !== null) {
  const api = createReviewApi((method, path, body) => call(method, path, body === undefined ? {} : json(body)));
  createRoot(place).render(<App api={api} />);
}
