/**
 * A name with capitals, if it was typed without any or in nothing else: `ANNA O'BRIEN` and `anna
 * o'brien` are `Anna O'Brien`. What mixes both was spelt on purpose (`de la Cruz`, `McDonald`), and
 * so were one or two capitals (`AJ`); scripts without capitals stay as they are (DOMAIN §3.1).
 */
export const spellName = (name: string): string => {
  const lower = name.toLowerCase();
  const upper = name.toUpperCase();
  // Some letters don't come back, such as the Turkish İ.
  if (lower === upper || lower.toUpperCase() !== upper) return name;
  const isInitials = name === upper && (name.match(LETTER)?.length ?? 0) <= INITIALS_MAX;
  if (isInitials || (name !== lower && name !== upper)) return name;
  return lower
    .replace(WORD_START, (letter) => letter.toUpperCase())
    .replace(AFTER_MC, (letter) => letter.toUpperCase());
};

/** The same for an edit: one that only changes the case was made on purpose. */
export const respellName = (before: string, name: string): string =>
  before.toLowerCase() === name.toLowerCase() ? name : spellName(name);

const INITIALS_MAX = 2;
const LETTER = /\p{L}/gu;
const WORD_START = /(?<![\p{L}\p{M}\p{N}])\p{L}/gu;
const AFTER_MC = /(?<=(?<!\p{L})Mc)\p{L}/gu;
