/**
 * A code or number as it is compared, because people type it with other capitals, blanks and
 * hyphens than it was printed with: only its letters and digits, in capitals.
 */
export const foldCode = (code: string): string =>
  code
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
