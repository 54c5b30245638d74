// The page that plays an interview's recordings in their order: for whoever an ATS or a caller gives the address to.
import type { ShownRecording } from '../../../usecases/recordings/recordings.ts';
import { markup, page, pageHeaders, type Markup } from '../../markup.ts';
import { peopleFace, type PageWords } from '../../people-face.ts';
import { timeText } from '../../time-text.ts';

const lengthOf = (durationMs: number | null): string => {
  if (durationMs === null) return '';
  const seconds = Math.round(durationMs / 1_000);
  return `, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} minutes`;
};

const one = ({ turn, durationMs, url }: ShownRecording): Markup => markup`<figure>
<figcaption>Answer to question ${turn}${lengthOf(durationMs)}</figcaption>
<audio controls preload="none" src="${url ?? ''}"></audio>
</figure>`;

/** Sound comes from us alone. */
export const recordingsPageHeaders = {
  ...pageHeaders,
  'Content-Security-Policy': `${pageHeaders['Content-Security-Policy']}; media-src 'self'`,
};

export const recordingsPage = ({
  recordings,
  expiresAt,
}: {
  recordings: ShownRecording[];
  expiresAt: number;
}): string =>
  page(
    'Recordings of an interview',
    markup`${recordings.length === 0 ? markup`<p>There is nothing to hear any more.</p>` : recordings.map(one)}
<p><small>Whoever has this link can listen until ${timeText(expiresAt)}, or until the recordings are deleted. If one does not start, open the link again.</small></p>`,
  );

const words: PageWords = {
  'recording.not_found': 'There is no such recording, or it has been deleted.',
  'recording.link_ended': 'This link has ended. The system that gave it to you can show a new one.',
  'personal_data.erased': 'The data of this interview has been erased.',
  'consent.withdrawn': 'The candidate withdrew consent: the recordings are not played any more.',
};

export const recordingsFace = peopleFace('/recordings', words);
