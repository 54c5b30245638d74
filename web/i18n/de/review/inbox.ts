// The recruiter's page: what waits for its reader.
export const inbox = {
  title: 'Was auf Sie wartet',
};
