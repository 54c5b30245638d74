// All workflow types by their names: what Temporal's bundler starts from.
export { atsApplication } from './ats-application.ts';
export { voiceCall } from './call.ts';
export { delivery } from './delivery.ts';
export { erasure } from './erasure.ts';
export { interview } from './interview.ts';
export { reconcile } from './reconcile.ts';
export { recording } from './recording.ts';
export { retention } from './retention.ts';
export { templatePlan } from './template-plan.ts';
