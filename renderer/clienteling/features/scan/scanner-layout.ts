/** What the scanner's keyboard types for what it should; empty where it types all as it should. */
export type ScannerLayout = Readonly<Record<string, string>>;

/**
 * The text of our printed code: every character that codes have, in an order that no card has. A
 * scanner and a device that think of different keyboards change some of them.
 */
export const TEST_CODE =
  "REGULARS-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ./_";

/**
 * The translation from what arrived for our code to what it says: none needed (empty), or null if
 * nothing can be made of it, because characters are missing or two of them arrive as one.
 */
export const layoutOf = (typed: string): ScannerLayout | null => {
  const [sent, arrived] = [[...TEST_CODE], [...typed.trim()]];
  if (sent.length !== arrived.length) return null;
  const layout = new Map<string, string>();
  for (const [place, key] of arrived.entries()) {
    const meant = sent[place] ?? key;
    if ((layout.get(key) ?? meant) !== meant) return null;
    layout.set(key, meant);
  }
  return Object.fromEntries([...layout].filter(([key, meant]) => key !== meant));
};

/** What the scanner meant by what it typed. */
export const translated = (text: string, layout: ScannerLayout): string =>
  [...text].map((key) => layout[key] ?? key).join("");
