// The languages that the room speaks: its page, the notice, and what it says beside the questions.

export const roomLanguages = ['en', 'de', 'fr', 'es'] as const;
export type RoomLanguage = (typeof roomLanguages)[number];

/** The room's language for a locale such as `de-AT`; English where the room does not speak it. */
export const roomLanguageOf = (locale: string): RoomLanguage => {
  const [language] = locale.split('-', 1);
  return roomLanguages.find((known) => known === language) ?? 'en';
};

/** The first one that the room speaks of those that a browser asks for (`Accept-Language`); English without one. */
export const roomLanguageAsked = (header: string): RoomLanguage => {
  const asked = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.split(';').map((piece) => piece.trim().toLowerCase());
      return { language: tag.split('-', 1)[0], quality: Number(quality.slice(2)) || 0 };
    })
    .toSorted((a, b) => b.quality - a.quality);
  const spoken = asked.flatMap(({ language, quality }) =>
    quality > 0 ? roomLanguages.filter((known) => known === language) : [],
  );
  return spoken[0] ?? 'en';
};
