import { catalogue } from "./catalogue.ts";

/**
 * A company's locale in the language of the screens: German screens of a British company write
 * "3. Juni" and "20,00 £". Unchanged if that is its language anyway.
 */
export const inChosenLanguage = (locale: string): string => localeIn(catalogue.language, locale);

/** A locale in another language. The pseudo-language has the dates of the texts in its brackets. */
export const localeIn = (language: string, locale: string): string => {
  const own = new Intl.Locale(language);
  if (own.region === PSEUDO_REGION) return locale;
  try {
    const theirs = new Intl.Locale(locale);
    if (theirs.language === own.language) return locale;
    return theirs.region === undefined ? language : `${own.language}-${theirs.region}`;
  } catch {
    return language;
  }
};

const PSEUDO_REGION = "XB";

/** "January" to "December" in the language of the screens. */
export const monthNames = (): readonly string[] => {
  const name = new Intl.DateTimeFormat(inChosenLanguage(navigator.language), {
    month: "long",
    timeZone: "UTC",
  });
  return Array.from({ length: 12 }, (_, month) => name.format(Date.UTC(2000, month, 1)));
};
