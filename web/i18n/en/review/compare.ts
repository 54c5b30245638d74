// The recruiter's page: runs of one form side by side.
export const compare = {
  title: 'Side by side',
};
