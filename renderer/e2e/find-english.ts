import type { Page } from "playwright-core";

type Texts = { readonly [name: string]: string | Texts | undefined };

const textsOf = (texts: Texts): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([name, text]) =>
    typeof text === "string"
      ? [[name, text] as const]
      : textsOf(text ?? {}).map(([inner, value]) => [`${name}.${inner}`, value] as const),
  );

/**
 * Finds what a page shows or says in English although the catalogue has it in another language.
 * What a text leaves open may be anything.
 */
export const findEnglish = (
  page: Page,
  english: Texts,
  other: Texts,
): Promise<readonly string[]> => {
  const others = new Map(textsOf(other));
  const allOthers = new Set(others.values());
  const patterns = textsOf(english)
    .filter(([name, text]) => (others.get(name) ?? text) !== text && !allOthers.has(text))
    // A text that is mostly open would match what people have written.
    .filter(([, text]) => text.search(OPEN) < 0 || fixedWords(text) > 1)
    .map(([, text]) => text.split(OPEN).map(escaped).join(".+"));
  return page.evaluate((source) => {
    const isEnglish = new RegExp(`^(?:${source})$`, "u");
    const said: string[] = [document.title.replace(/ · Regulars$/, "")];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      if (node.parentElement?.closest("script, style")) continue;
      said.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll(
      "[aria-label], [placeholder], [title], [alt]",
    )) {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        said.push(element.getAttribute(name) ?? "");
      }
    }
    return [...new Set(said.map((text) => text.trim()))].filter((text) => isEnglish.test(text));
  }, patterns.join("|"));
};

const OPEN = /\{\{[^}]*\}\}/g;

/** How many words of three letters and more a text says in any case. */
const fixedWords = (text: string): number =>
  text.replace(OPEN, " ").match(/\p{L}{3,}/gu)?.length ?? 0;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
