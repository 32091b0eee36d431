/**
 * What staff and customers read on a screen is in `renderer/words/`. Components that still say
 * something themselves are counted in `screen-text.json`, and the counts may only fall.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ESTree, parseSync, Visitor } from "vite";
import { expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Properties of components that people read or hear. */
const SAID: ReadonlySet<unknown> = new Set([
  ...["alt", "aria-label", "description", "error", "heading", "hint", "label", "legend"],
  ...["message", "placeholder", "text", "title"],
]);

const LETTERS = /\p{L}{2}/u;

/** The texts that an expression may be, as far as they are written in it. */
const textsOf = (node: ESTree.Node | null): readonly string[] => {
  switch (node?.type) {
    case "JSXText":
      return [node.value];
    case "Literal":
      return typeof node.value === "string" ? [node.value] : [];
    case "TemplateLiteral":
      return [node.quasis.map(({ value }) => value.raw).join("…")];
    case "JSXExpressionContainer":
    case "ParenthesizedExpression":
      return textsOf(node.expression);
    case "ConditionalExpression":
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case "LogicalExpression":
      return [...textsOf(node.left), ...textsOf(node.right)];
    case "BinaryExpression":
      return node.operator === "+" ? [...textsOf(node.left), ...textsOf(node.right)] : [];
    default:
      return [];
  }
};

/** What a component says itself. */
const saidIn = (source: string): readonly string[] => {
  const said: string[] = [];
  const children = (node: ESTree.JSXElement | ESTree.JSXFragment) =>
    void said.push(...node.children.flatMap(textsOf));
  const attribute = ({ name, value }: ESTree.JSXAttribute) =>
    void (SAID.has(name.name) && said.push(...textsOf(value)));
  new Visitor({
    JSXElement: children,
    JSXFragment: children,
    JSXAttribute: attribute,
  }).visit(parseSync("component.tsx", source).program);
  return said.map((text) => text.trim()).filter((text) => LETTERS.test(text));
};

const components = globSync("renderer/**/*.tsx", { cwd: root }).filter(
  (file) => !/\.test\.tsx$|\/(?:testing|test-support|bench|e2e)\//.test(file),
);

it("no component says more than it did: what people read goes into renderer/words", () => {
  expect(components.length).toBeGreaterThan(50);
  const allowed = countsSchema.parse(
    JSON.parse(readFileSync(join(root, ".ci/screen-text.json"), "utf8")),
  );
  const counts = components
    .map((file) => [file, saidIn(readFileSync(join(root, file), "utf8")).length] as const)
    .filter(([, count]) => count > 0);
  expect(Object.fromEntries(counts), "lower it in .ci/screen-text.json, never raise it").toEqual(
    allowed,
  );
});

const countsSchema = z.record(z.string(), z.int());

/** Sentences in a source, wherever they stand: "Enter a day", not "tabular numbers". */
const sentencesIn = (source: string): readonly string[] => {
  const texts: string[] = [];
  const literal = (node: ESTree.Node) => void texts.push(...textsOf(node));
  new Visitor({ Literal: literal, TemplateLiteral: literal }).visit(
    parseSync("any.tsx", source).program,
  );
  return texts.filter((text) => /^\p{Lu}\p{Ll}*[ ’'].*\p{Ll}/u.test(text));
};

it("every sentence of the store app is in the catalogue", () => {
  const sources = globSync("renderer/{clienteling,ui,words}/**/*.{ts,tsx}", { cwd: root }).filter(
    // `api-failure.ts` is for head office and the portal.
    (file) => !/\.test\.tsx?$|\/test-support\/|words\/(?:en|de)\/|\/api-failure\.ts$/.test(file),
  );
  expect(sources.length).toBeGreaterThan(300);
  const found = sources.flatMap((file) =>
    sentencesIn(readFileSync(join(root, file), "utf8")).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
  expect(sentencesIn('const a = { title: "Enter a day.", d: "Field one" }')).toEqual([
    "Enter a day.",
    "Field one",
  ]);
});

it("finds what is said in any way, and nothing else", () => {
  const said = `<>
    <Field label="Email" name="email" error={bad === "very" ? "Wrong" : null} />
    Hello {name}, {count === 0 ? "nobody" : \`\${count} of them\`} – {isNew && "new"}
  </>`;
  expect(saidIn(said).toSorted()).toEqual(
    ["Email", "Wrong", "Hello", "nobody", "… of them", "new"].toSorted(),
  );
  expect(saidIn(`<Field label={words.email} name="email">{shown} %</Field>`)).toEqual([]);
});
