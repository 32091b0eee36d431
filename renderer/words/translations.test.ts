import { describe, expect, test } from "vitest";
import { localeIn } from "./chosen-locale.ts";
import { de } from "./de/de.ts";
import { en } from "./en/en.ts";

type Texts = { readonly [name: string]: string | Texts };

/** Every text by its full name, such as `tasks.menu.take`. */
const textsOf = (texts: Texts, before = ""): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([name, text]) =>
      typeof text === "string"
        ? [[`${before}${name}`, text] as const]
        : [...textsOf(text ?? {}, `${before}${name}.`)],
    ),
  );

/** What a text leaves open, in any order. */
const openIn = (text = ""): readonly string[] =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name = ""]) => name).toSorted();

const english = textsOf(en);

// The compiler sees to the names (`translation.ts`).
describe.each([["de", textsOf(de)] as const])("%s", (code, texts) => {
  test("each text leaves the same open as in English, and nothing is empty", () => {
    const wrong = [...texts].filter(
      ([name, text]) =>
        text.trim() === "" || String(openIn(text)) !== String(openIn(english.get(name))),
    );
    expect(wrong).toEqual([]);
  });

  test("counted texts have every form that the language has", () => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    const counted = [...texts.keys()].flatMap((name) => /^(.*)_one$/.exec(name)?.slice(1) ?? []);
    expect(counted.length).toBeGreaterThan(20);
    expect(
      counted
        .flatMap((stem) => forms.map((form) => `${stem}_${form}`))
        .filter((n) => !texts.has(n)),
    ).toEqual([]);
  });

  test("no sentence is left in English", () => {
    const same = [...english].filter(
      ([name, text]) => texts.get(name) === text && / \p{Ll}+ /u.test(text),
    );
    expect(same).toEqual([]);
  });

  test('staff are "du", customers "Sie"', () => {
    const isFormal = /\b(?:Sie|Ihnen|Ihre?[nmrs]?)\b(?! (?:beginnt|steht))/;
    const isInformal = /\b(?:du|dich|dir|dein\p{L}*)\b/iu;
    const toCustomers = (name: string) =>
      name === "customerForm.wording" ||
      /^display\.(?:welcome|hello|balance)/.test(name) ||
      (name.startsWith("kiosk.") && !/^kiosk\.(?:start|menu)/.test(name));
    expect([...texts].filter(([name, text]) => toCustomers(name) && isInformal.test(text))).toEqual(
      [],
    );
    // "Sie" that begins a sentence may also be "she", "it" or "they".
    const formal = [...texts].filter(
      ([name, text]) => !toCustomers(name) && isFormal.test(text.replace(/(^|[.:!?] )Sie/g, "")),
    );
    expect(formal).toEqual([]);
  });
});

test.each([
  ["de", "en-GB", "de-GB"],
  ["de", "de-AT", "de-AT"],
  ["de", "en", "de"],
  ["de", "nowhere at all", "de"],
  ["en", "de-DE", "en-DE"],
  ["ar-XB", "en-GB", "en-GB"],
])("screens in %s write the dates and amounts of a company of %s as %s", (own, theirs, result) => {
  expect(localeIn(own, theirs)).toBe(result);
});
