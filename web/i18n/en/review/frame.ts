// The recruiter's page: what stands around every screen, and dead links.
export const frame = {
  title: 'Review',
};
