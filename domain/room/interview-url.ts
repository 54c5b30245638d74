// The address that a candidate opens.

/** @param publicUrl with or without a slash at its end */
export const interviewUrl = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/\/$/, '')}/interview/${token}`;
