/**
 * Text as it is compared whatever its case, the same on every database: in lower case, with its
 * accents composed. Accents count; a search, which ignores them, has `foldText`.
 */
export const foldCase = (text: string): string =>
  text.normalize("NFC").toLowerCase().normalize("NFC");
