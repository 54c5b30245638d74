// The screens after the consent, as one chunk: none of them is the first that anybody sees.
export { Finish } from './finish.tsx';
export { How } from './how.tsx';
export { Later } from './later.tsx';
export { Paused } from './paused.tsx';
export { Practice } from './practice.tsx';
export { Question } from './question.tsx';
export { Review } from './review.tsx';
export { Sending } from './sending.tsx';
