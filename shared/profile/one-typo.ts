/**
 * Whether a text starts one typo away from what was typed: an extra letter, a missing one, a wrong
 * one, or two swapped neighbours. `whole` if nothing follows, null if it doesn't. A text that
 * starts just as typed has no typo: null.
 */
export const oneTypoFrom = (typed: string, text: string): "whole" | "start" | null => {
  let at = 0;
  while (at < typed.length && typed.charCodeAt(at) === text.charCodeAt(at)) at++;
  if (at === typed.length) return null;
  // Where they first differ there must have been the typo, and the rest follows.
  const lengths = [
    ...(text.startsWith(typed.slice(at + 1), at) ? [typed.length - 1] : []),
    ...(text.length > at && text.startsWith(typed.slice(at + 1), at + 1) ? [typed.length] : []),
    ...(isSwapped(typed, text, at) ? [typed.length] : []),
    ...(text.startsWith(typed.slice(at), at + 1) ? [typed.length + 1] : []),
  ];
  if (lengths.length === 0) return null;
  return lengths.includes(text.length) ? "whole" : "start";
};

const isSwapped = (typed: string, text: string, at: number): boolean =>
  at + 1 < typed.length &&
  typed.charCodeAt(at) === text.charCodeAt(at + 1) &&
  typed.charCodeAt(at + 1) === text.charCodeAt(at) &&
  text.startsWith(typed.slice(at + 2), at + 2);

/** Every text that is one typo away, as a whole, with these letters in place of others. */
export const textsOneTypoAway = (text: string, letters: string): readonly string[] => {
  const others = new Set<string>();
  for (let at = 0; at <= text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at)];
    for (const letter of letters) {
      others.add(before + letter + after);
      if (after !== "") others.add(before + letter + after.slice(1));
    }
    if (after !== "") others.add(before + after.slice(1));
    if (after.length > 1) others.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
  }
  others.delete(text);
  return [...others];
};
