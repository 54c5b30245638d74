// What each field about the job makes of a clean text: one line, statements, or prose.
import type { CleanTexts, JobTexts } from '../../domain/request/job-texts.ts';
import { present } from '../../domain/present.ts';
import { cleanText } from './clean-text.ts';

const item = '- ';
const isItem = (line: string): boolean => line.startsWith(item);
const bare = (line: string): string => (isItem(line) ? line.slice(item.length) : line);

const linesOf = async (text: string): Promise<string[]> => (await cleanText(text)).split(/\n+/u);

const oneLine = async (text: string): Promise<string> => (await linesOf(text)).map(bare).join(' ');

/** A list that was put into one entry is as many statements; its heading is none. */
const statementsIn = async (text: string): Promise<string[]> => {
  const lines = await linesOf(text);
  const isList = lines.filter(isItem).length >= 2;
  return isList ? lines.filter((line) => isItem(line) || !line.endsWith(':')).map(bare) : [lines.map(bare).join(' ')];
};

const saying = async (text: string | undefined, read: (text: string) => Promise<string>): Promise<string | undefined> =>
  (await read(text ?? '')) || undefined;

/** What says nothing once it is clean is left out; each entry of the qualifications keeps its place. */
export const cleanJob = async ({
  position,
  companyName,
  qualifications = [],
  jobDescription,
}: JobTexts): Promise<CleanTexts> => ({
  ...present({
    position: await saying(position, oneLine),
    companyName: await saying(companyName, oneLine),
    jobDescription: await saying(jobDescription, cleanText),
  }),
  qualifications: (await Promise.all(qualifications.map(statementsIn))).map((entry) =>
    entry.filter((text) => text !== ''),
  ),
});
