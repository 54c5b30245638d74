// The languages that the room speaks: its page, the notice, and what it says beside the questions.

export const roomLanguages = ['en', 'de', 'fr', 'es'] as const;
export type RoomLanguage = (typeof roomLanguages)[number];

/** The room's language for a locale such as `de-AT`; English where the room does not speak it. */
export const roomLanguageOf = (locale: string): RoomLanguage => {
  const [language] = locale.split('-', 1);
  return roomLanguages.find((known) => known === language) ?? 'en';
};
