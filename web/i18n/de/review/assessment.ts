// The recruiter's page: evidence, scores and the verdict.
export const assessment = {
  title: 'Belege',
};
