// How keys are presented.
export const basic = (user: string): string => `Basic ${Buffer.from(`${user}:`).toString('base64')}`;

export const bearer = (key: string): string => `Bearer ${key}`;
