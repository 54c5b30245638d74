// An order as an ATS sends it over the plainest of the faces.

export type SentOrder = { status: number; text: string };

/** Null where no answer came. */
export const sendTest = async (
  { apiUrl, key }: { apiUrl: string; key: string },
  order: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<SentOrder | null> => {
  const answer = await fetch(`${apiUrl}/api/ats/send_test`, {
    method: 'POST',
    headers: {
      ...headers,
      Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(order),
  }).catch(() => null);
  return answer && { status: answer.status, text: await answer.text() };
};
