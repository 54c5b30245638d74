// The recruiter's page: what waits for its reader.
export const inbox = {
  title: 'Lo que le espera',
};
