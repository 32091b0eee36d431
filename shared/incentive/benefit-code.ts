/** A code as it is compared: customers type it without its hyphens, blanks and capitals ([N7]). */
export const codeKey = (code: string): string =>
  code.normalize("NFKC").toUpperCase().replace(/[\s-]/gu, "");
