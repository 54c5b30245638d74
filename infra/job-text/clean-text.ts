// Text about a job as a reader would see it: from HTML, Markdown, rich text or a paste to plain lines, in one step.
import { evenCharacters } from './characters.ts';
import { tidyLines } from './lines.ts';
import { isRtf, textOfRtf } from './rtf.ts';

/** Texts that went through several systems have as many layers; more than this nobody meets by accident. */
const layersMax = 20;

/** The libraries take memory: they come with the first text that needs them. */
const withoutTags = async (text: string): Promise<string> =>
  /[<&]/u.test(text) ? (await import('./html.ts')).textOfHtml(text) : text;

const withoutMarks = async (text: string): Promise<string> => {
  if (!/[*_`~[\\]/u.test(text)) return text;
  const { plainLine } = await import('./markdown.ts');
  return text.split('\n').map(plainLine).join('\n');
};

const peel = async (text: string): Promise<string> =>
  withoutMarks(tidyLines(evenCharacters(await withoutTags(isRtf(text) ? textOfRtf(text) : text))));

/**
 * Paragraphs are apart by a blank line, list items begin with "- ". Layers are taken off until nothing changes, so that a
 * clean text stays as it is. Throws `text.too_complex` for tags in tags beyond all layouts.
 */
export const cleanText = async (text: string): Promise<string> => {
  let clean = text;
  for (let layer = 0; layer < layersMax; layer += 1) {
    const next = await peel(clean);
    if (next === clean) return clean;
    clean = next;
  }
  return clean;
};
