/** Why a text cannot be kept, and where it stands. */
export type UnstorableText = {
  /** The path of the field, dots between; empty for the value itself. */
  readonly path: string;
  readonly reason: string;
};

/**
 * Finds the first text, or name of a field, that not every database of ours keeps as it is: PostgreSQL
 * has no U+0000, and half of a surrogate pair is no UTF-8. Null when there is none. For what came out
 * of JSON, whose depth is bounded before.
 */
export const findUnstorableText = (value: unknown, path = ""): UnstorableText | null => {
  if (typeof value === "string") {
    const reason = whyUnstorable(value);
    return reason === null ? null : { path, reason };
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, field] of Object.entries(value)) {
    const shown = asStorable(key);
    const at = path === "" ? shown : `${path}.${shown}`;
    const reason = whyUnstorable(key);
    if (reason !== null) return { path: at, reason };
    const found = findUnstorableText(field, at);
    if (found !== null) return found;
  }
  return null;
};

/** The text without what cannot be kept, for a record of what somebody sent. */
export const asStorable = (text: string): string => text.replaceAll("\u0000", "").toWellFormed();

const whyUnstorable = (text: string): string | null => {
  if (text.includes("\u0000")) return "must not hold the character U+0000";
  return text.isWellFormed() ? null : "must not hold half a character (a lone surrogate)";
};
