import mustache, { type TemplateSpans } from "mustache";
import { MESSAGE_FIELDS, type MessageField } from "./message-template.ts";

type TemplateProblem =
  /** Its tags don't match. */
  | { readonly kind: "unfinished" }
  /** It names something that isn't filled in, or uses more of Mustache than fields. */
  | { readonly kind: "unknown"; readonly tag: string };

const KINDS: readonly string[] = ["text", "name", "&", "#", "^", "!"];
const KNOWN: readonly string[] = MESSAGE_FIELDS;

/** What is wrong with a text written in Mustache; null if a device can fill it in ([X40]). */
export const problemOfTemplate = (text: string): TemplateProblem | null => {
  const spans = spansOf(text);
  return spans === null ? { kind: "unfinished" } : unknownIn(spans);
};

const spansOf = (text: string): TemplateSpans | null => {
  try {
    return new mustache.Writer().parse(text);
  } catch {
    return null;
  }
};

const unknownIn = (spans: TemplateSpans): TemplateProblem | null => {
  for (const [kind, tag, , , inside] of spans) {
    if (!KINDS.includes(kind)) return { kind: "unknown", tag };
    if (kind !== "text" && kind !== "!" && !KNOWN.includes(tag)) return { kind: "unknown", tag };
    const problem = Array.isArray(inside) ? unknownIn(inside) : null;
    if (problem) return problem;
  }
  return null;
};

/** What the fields are for one customer; null where there is nothing. */
export type MessageValues = Readonly<Record<MessageField, string | null>>;

/** The text for one customer. It is plain: nothing in it is escaped. */
export const fillTemplate = (text: string, values: MessageValues): string =>
  new mustache.Writer().render(text, values, undefined, { escape: String }).trim();
