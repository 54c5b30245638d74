// Tags of languages such as en or pt-BR, as people and other systems write them too: EN, pt_BR.

export const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
export const languageTagRule = 'A language tag such as en or pt-BR.';
const lengthMax = 35;

/** With hyphens, and the language in lower case. */
export const canonicalLanguageTag = (text: string): string => {
  const [language = '', ...rest] = text.trim().split(/[_-]/, lengthMax);
  return text.length > lengthMax ? text : [language.toLowerCase(), ...rest].join('-');
};
