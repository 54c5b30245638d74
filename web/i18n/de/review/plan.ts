// The recruiter's page: the plan that waits for a decision.
export const plan = {
  title: 'Gesprächsplan',
};
