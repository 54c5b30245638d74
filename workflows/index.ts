// All workflow types by their names: what Temporal's bundler starts from.
export { interview } from './interview.ts';
export { reconcile } from './reconcile.ts';
