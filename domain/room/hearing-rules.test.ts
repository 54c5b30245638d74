import { describe, expect, test } from 'vitest';
import type { Recognised } from '../ports/speech.ts';
import { judgeHearing } from './hearing-rules.ts';
import { soundIn } from './sound.ts';

type Figures = { sure?: number | null; silent?: number | null; seconds?: number; language?: string | null };

/** As a recogniser says it: words in even steps, one segment unless there are more. */
const heardAs = (text: string | readonly string[], figures: Figures = {}): Recognised => {
  const { sure = -0.4, silent = 0.05, language = null } = figures;
  const texts = typeof text === 'string' ? [text] : text;
  const all = texts
    .join(' ')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const seconds = figures.seconds ?? Math.max(1, all.length * 0.4);
  const step = (seconds * 1_000) / Math.max(1, all.length);
  const wordsBefore = (index: number): number => texts.slice(0, index).join(' ').split(/\s+/u).filter(Boolean).length;
  return {
    text: texts.join(' '),
    language,
    durationMs: seconds * 1_000,
    words: all.map((word, index) => ({
      text: word,
      startMs: Math.round(index * step),
      endMs: Math.round((index + 0.9) * step),
      confidence: null,
    })),
    segments: texts.flatMap((each, index) =>
      each === ''
        ? []
        : [
            {
              startMs: wordsBefore(index) * step,
              endMs: wordsBefore(index + 1) * step,
              text: each,
              averageLogProbability: sure,
              noSpeechProbability: silent,
            },
          ],
    ),
  };
};

const judged = (recognised: Recognised, locale = 'en') =>
  judgeHearing(recognised, { locale, durationMs: null, sound: null }, []);

describe('short and honest answers stay heard', () => {
  test.each<[string, string?, Figures?]>([
    ['Yes.'],
    ['No.'],
    ['No, never.'],
    ['Never.'],
    ['Java.'],
    ['Three years.'],
    ['Thank you, I led that.'],
    ['Thank you. I led that.', 'en', { sure: -0.49, silent: 0.03 }],
    ['Thank you.', 'en', { sure: -0.54, silent: 0.08 }],
    ['Okay.', 'en', { sure: -0.65, silent: 0.07 }],
    ['Bye.', 'en', { sure: -0.72, silent: 0.18 }],
    ['I have not done that.'],
    ['I don’t know.'],
    ['No, no, no, that was not me.'],
    ['C++, C#, and a bit of R.'],
    ['In 2019.'],
    ['42.'],
    ['You have to ask the people first.'],
    ['So I called the ward and asked.'],
    ['I watched the logs. Thanks for asking.'],
    ['We made subtitles for the channel and people subscribed to it.'],
    ['I worked with music and applause in the theatre.'],
    ['Ja.', 'de'],
    ['Nein, noch nie.', 'de'],
    ['Vielen Dank, das habe ich gemacht.', 'de'],
    ['Vielen Dank.', 'de', { sure: -0.3, silent: 0.02 }],
    ['Drei Jahre.', 'de'],
    ['Ich habe die Rechnungen neu gebaut und die Fehler halbiert.', 'de-AT'],
    ['Ich habe mit React und TypeScript ein Frontend für das Team gebaut.', 'de'],
    ['Oui.', 'fr'],
    ['Non, jamais.', 'fr'],
    ['Merci, c’est moi qui ai dirigé l’équipe.', 'fr'],
    ['J’ai repris la facturation et divisé les erreurs par deux.', 'fr-CA'],
    ['Sí.', 'es'],
    ['No, nunca.', 'es'],
    ['Gracias, yo dirigí el equipo.', 'es'],
    ['Rehíce la facturación y reduje los errores a la mitad.', 'es'],
    ['Sí, claro, lo hice yo.', 'es', { language: 'pt' }],
    ['Nein.', 'de', { language: 'en' }],
    ['I do not understand the question, could you repeat it?', 'de', { language: 'en' }],
    ['I am from a small town and my English is not so good but I try.', 'en', { sure: -0.95, silent: 0.2 }],
    ['I took over the team.', 'en', { seconds: 60 }],
    ['I did, I did, I did it again and again until it worked.'],
    ['We built it, tested it, shipped it.', 'en', { sure: null, silent: null }],
    ['Yes.', 'en', { sure: null, silent: null }],
    ['A quick answer with ten words in less than two seconds.', 'en', { seconds: 1.9 }],
    ['I led it quietly.', 'en', { sure: -0.3, silent: 0.75 }],
  ])('"%s"', (text, locale = 'en', figures = {}) => {
    expect(judged(heardAs(text, figures), locale)).toMatchObject({ reason: null, heard: { hearing: 'heard' } });
  });
});

const credit = { sure: -0.2, silent: 0.1 };

describe('what nobody said is not heard', () => {
  test.each<[string, string, (string | undefined)?, Figures?]>([
    ['silence', ''],
    ['silence', '   '],
    ['habit', 'You', 'en', { sure: -0.98, silent: 0.95 }],
    ['habit', 'You', 'en', { sure: -0.35, silent: 0.85, seconds: 60 }],
    ['habit', 'Thank you.', 'en', { sure: -0.86, silent: 0.21 }],
    ['habit', 'Thank you. Thank you. Thank you.', 'en', { sure: -0.5, silent: 0.7 }],
    ['habit', 'Thank you.', 'en', { sure: null, silent: null }],
    ['habit', 'Bye.', 'en', { sure: -1.1, silent: 0.4 }],
    ['habit', 'Thanks for watching!', 'en', credit],
    ['habit', 'Thank you for watching. Please subscribe to my channel.', 'en', credit],
    ['habit', 'Subtitles by the Amara.org community', 'en', credit],
    ['habit', 'I’ll see you in the next video.', 'en', credit],
    ['habit', 'Untertitel der Amara.org-Community', 'de', credit],
    ['habit', 'Untertitel im Auftrag des ZDF für funk, 2017', 'de', credit],
    ['habit', 'Vielen Dank.', 'de', { sure: -0.4, silent: 0.8 }],
    ['habit', 'Vielen Dank fürs Zuschauen.', 'de', credit],
    ['habit', 'Sous-titres réalisés par la communauté d’Amara.org', 'fr', credit],
    ['habit', 'Sous-titrage Société Radio-Canada', 'fr', credit],
    ['habit', 'Merci d’avoir regardé cette vidéo !', 'fr', credit],
    ['habit', 'Subtítulos realizados por la comunidad de Amara.org', 'es', credit],
    ['habit', '¡Gracias por ver el video!', 'es', credit],
    ['habit', 'Gracias.', 'es', { sure: -0.9, silent: 0.5 }],
    ['noise', '[BLANK_AUDIO]'],
    ['noise', '(wind blowing)'],
    ['noise', '*coughs*'],
    ['noise', '♪ ♪ ♪'],
    ['noise', '. . .'],
    ['habit', '[Music] Thanks for watching!', 'en', credit],
    ['habit', 'I went to the store and', 'en', { sure: -1.1, silent: 0.9 }],
    ['language', 'Ich habe die Rechnungen neu gebaut und die Fehler sind nicht mehr da.', 'en'],
    ['language', 'J’ai repris la facturation et nous avons divisé les erreurs par deux dans le service.', 'en'],
    ['language', 'Yo he llevado el equipo y con los demás hemos cambiado todo en un año.', 'de'],
    ['language', 'I led the team and we have rebuilt all of the service for them.', 'fr'],
    ['language', 'я руководил командой', 'en'],
    ['language', 'ご視聴ありがとうございました', 'en'],
    ['language', 'Eu fiz o serviço inteiro sozinho', 'es', { language: 'pt' }],
    ['language', 'the quick answer came in time', 'en', { language: 'welsh' }],
    ['loop', 'and then '.repeat(20)],
    ['loop', 'no '.repeat(12)],
    ['loop', 'I led the team. '.repeat(10)],
    ['loop', 'we have the best service in the world '.repeat(6)],
    ['garbled', 'The fork of uneven snow is a bright of it.', 'en', { sure: -1.6, silent: 0.3 }],
    ['garbled', 'Well aaaaaaaaaaaaaaaaaaa'],
    ['too_fast', 'one two three four five six seven eight nine ten eleven twelve', 'en', { seconds: 1 }],
  ])('%s: "%s"', (reason, text, locale = 'en', figures = {}) => {
    expect(judged(heardAs(text, figures), locale)).toEqual({
      reason,
      intent: 'unheard',
      heard: { hearing: 'unheard' },
    });
  });

  test('words of which none was sure are garbled, and words that took no time too', () => {
    const unsure = heardAs('Jesus who is left to project');
    const words = unsure.words.map((word) => ({ ...word, confidence: 0.1 }));
    const timeless = unsure.words.map((word) => ({ ...word, endMs: word.startMs }));

    expect(judged({ ...unsure, words }).reason).toBe('garbled');
    expect(judged({ ...unsure, words: timeless }).reason).toBe('garbled');
  });
});

/** Loudness of parts in dBFS, each so many slices of 20 ms long. */
const sound = (...parts: readonly (readonly [dbfs: number, slices: number])[]) =>
  soundIn({ sliceMs: 20, levels: parts.flatMap(([dbfs, slices]) => Array<number>(slices).fill(dbfs)) });

describe('where nobody spoke, nothing is heard, whatever a recogniser says', () => {
  const sure = heardAs('I led the team and halved its errors.', { sure: -0.1, silent: 0 });
  const spoken = [[-70, 100], [-22, 4], [-70, 100]] as const; // prettier-ignore
  test.each<[string, ReturnType<typeof sound>, boolean]>([
    ['digital silence', sound([-120, 500]), true],
    ['no sound at all', sound(), true],
    ['a quiet room', sound([-72, 250], [-68, 250]), true],
    ['a fan as loud as speech', sound([-31, 100], [-27, 200], [-30, 200]), true],
    ['clicks', sound([-70, 100], [-20, 3], [-70, 50], [-20, 3], [-70, 100]), true],
    ['the shortest word', sound(...spoken), false],
    ['a whisper in a quiet room', sound([-75, 100], [-55, 8], [-75, 100]), false],
    ['a quiet voice over a loud fan', sound([-40, 100], [-33, 4], [-40, 100]), false],
    ['a word that fills its recording', sound([-40, 12]), false],
  ])('%s', (_what, facts, isSilent) => {
    const { reason } = judgeHearing(sure, { locale: 'en', durationMs: null, sound: facts }, []);

    expect(reason).toBe(isSilent ? 'silence' : null);
  });

  test('and what it made of a silent part goes, unless noise may cover words there or it gives no times', () => {
    const recognised = heardAs(['I led it.', 'And then I rebuilt the whole of the billing service.'], { seconds: 10 });
    const textWith = (facts: ReturnType<typeof sound>, given = recognised) => {
      const { heard } = judgeHearing(given, { locale: 'en', durationMs: null, sound: facts }, []);
      return heard.hearing === 'heard' ? [heard.text, heard.words.length] : heard.hearing;
    };
    const whole = [recognised.text, 13];
    const untimed = recognised.segments.map((segment) => ({ ...segment, startMs: 0, endMs: 0 }));

    expect(textWith(sound([-25, 60], [-75, 400]))).toEqual(['I led it.', 3]);
    expect(textWith(sound([-25, 60], [-75, 400], [-60, 1]))).toEqual(whole);
    expect(textWith(sound([-25, 60], [-40, 400]))).toEqual(whole);
    expect(textWith(sound([-25, 60], [-75, 400]), { ...recognised, segments: untimed })).toEqual(whole);
  });
});

describe('what was heard', () => {
  test('goes without what the recogniser made of the silence after it', () => {
    const recognised = heardAs(['I led the team.', 'Thank you.']);
    const [said, silence] = recognised.segments;
    const segments = [said, silence && { ...silence, noSpeechProbability: 0.9 }].flatMap((one) => one ?? []);

    const { heard } = judged({ ...recognised, segments });

    expect(heard).toMatchObject({ hearing: 'heard', text: 'I led the team.' });
    expect(heard.hearing === 'heard' && heard.words).toHaveLength(4);
  });

  test('is kept with the places of its words in code points of the composed text, and how doubtful each is', () => {
    const recognised = heardAs('👩‍💻 Ich prüfe, Prüfe!');
    const decomposed = { ...recognised, text: '👩‍💻  Ich pru\u0308fe, Pru\u0308fe!' };
    const words = [
      { text: 'ich', startMs: 0, endMs: 200, confidence: 0.9 },
      { text: 'pru\u0308fe', startMs: 300, endMs: 500, confidence: 0.4 },
      { text: 'nowhere', startMs: 500, endMs: 600, confidence: 0.4 },
      { text: 'Pru\u0308fe', startMs: 600, endMs: 900, confidence: null },
    ];

    const { heard } = judged({ ...decomposed, words }, 'de');

    if (heard.hearing !== 'heard') throw new Error('nothing was heard');
    const points = Array.from(heard.text);
    expect(heard.text).toBe('👩‍💻 Ich prüfe, Prüfe!');
    expect(heard.words.map(({ start, end }) => points.slice(start, end).join(''))).toEqual(['Ich', 'prüfe', 'Prüfe']);
    expect(heard.words.map(({ confidence }) => confidence)).toEqual([0.9, 0.4, null]);
  });
});
