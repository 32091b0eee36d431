import { en } from "./en/en.ts";

type Texts = { readonly [name: string]: string | Texts };

const inBrackets = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === "string" ? `⟦${text}⟧` : inBrackets(text),
    ]),
  );

/** Every text in brackets: what is without them on a screen isn't in the catalogue. */
export const arXb = inBrackets(en);
