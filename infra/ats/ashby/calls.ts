// Ashby's API is one form: a POST with a body for everything, results in a wrapper, lists by cursor.
import { z } from 'zod';
import { VendorTrouble, type AtsSession } from '../../../domain/ports/ats-records.ts';
import { shaped } from '../dialect.ts';
import { trouble } from '../trouble.ts';

const answerSchema = z.looseObject({
  success: z.literal(true),
  results: z.unknown(),
  moreDataAvailable: z.boolean().nullish(),
  nextCursor: z.string().nullish(),
});

type Body = Readonly<Record<string, unknown>>;

const ask = async (session: AtsSession, operation: string, body: Body, headers: Record<string, string> = {}) => {
  const { body: answer } = await session.call({
    method: 'POST',
    url: `/${operation}`,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return shaped(answerSchema, answer);
};

export const resultsOf = async <Schema extends z.ZodType>(
  session: AtsSession,
  operation: string,
  schema: Schema,
  body: Body,
  headers?: Record<string, string>,
): Promise<z.output<Schema>> => shaped(schema, (await ask(session, operation, body, headers)).results);

const perPage = 100;
/** 2,000 of anything that belongs to one candidate, or to the settings of one customer. */
const pagesMax = 20;

export const listOf = async <Row extends z.ZodType>(
  session: AtsSession,
  operation: string,
  row: Row,
  body: Body = {},
): Promise<z.output<Row>[]> => {
  const rows: z.output<Row>[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const sent: Body = { ...body, limit: perPage, ...(cursor !== null && { cursor }) };
    const answer = await ask(session, operation, sent);
    rows.push(...shaped(z.array(row), answer.results));
    cursor = answer.nextCursor ?? null;
    if (answer.moreDataAvailable !== true || cursor === null) return rows;
  }
  // A part of a list would hide a note of ours, which would then be written twice.
  throw trouble('vendor.too_many');
};

const nullOn =
  (...codes: readonly string[]) =>
  async <Result>(asking: Promise<Result>): Promise<Result | null> => {
    try {
      return await asking;
    } catch (error) {
      if (error instanceof VendorTrouble && codes.includes(error.code)) return null;
      throw error;
    }
  };

/** Null where Ashby knows no such thing. */
export const orNull = nullOn('record_missing');

/** For what is good to know and may be closed to our key. */
export const orUnknown = nullOn('record_missing', 'vendor.forbidden');
