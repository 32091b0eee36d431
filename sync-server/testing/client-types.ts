import type { JsonSchema } from "./random-body.ts";

/** A JSON schema of the reference, as far as a type can say it. */
type TypedSchema = JsonSchema & {
  readonly oneOf?: readonly TypedSchema[];
  readonly not?: object;
  readonly additionalProperties?: boolean | TypedSchema;
};
type Content = Readonly<Record<string, { readonly schema: TypedSchema }>>;
type Operation = {
  readonly summary?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const HEAD = `// Made from the API's reference: REGULARS_RECORD=1 npm run conformance. Don't edit it.

/** What can be asked of any list: pages, sorting, filters and relations. */
export type Query = { readonly [name: string]: string | number | boolean | undefined };
`;

/** An object that is there twice, with so many fields, has a name of its own. */
const FIELDS_MIN = 4;

/**
 * The types of every operation of an OpenAPI document: what it takes and what it answers, under
 * \`POST /locations\`. Objects that occur several times get a name.
 */
export const clientTypes = (document: ApiDocument): string => {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  const types: string[] = [];

  const nameOf = (text: string, hint: string): string => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const taken = new Set([...names.values(), ...BUILT_IN]);
    let name = hint;
    for (let n = 2; taken.has(name); n++) name = `${hint}${n}`;
    names.set(text, name);
    types.push(`export type ${name} = ${text};\n`);
    return name;
  };

  const typeOf = (schema: TypedSchema, hint: string, isNaming: boolean): string => {
    const options = schema.anyOf ?? schema.oneOf;
    if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
    if (options) return union(options.map((each) => typeOf(each, hint, isNaming)));
    if (schema.type === undefined) return "unknown";
    return union(
      [schema.type].flat().map((type) => {
        if (type === "array") return arrayOf(typeOf(schema.items ?? {}, singular(hint), isNaming));
        return type === "object" ? objectOf(schema, hint, isNaming) : (SIMPLE[type] ?? "unknown");
      }),
    );
  };

  const objectOf = (schema: TypedSchema, hint: string, isNaming: boolean): string => {
    const { properties = {}, required = [], additionalProperties: others } = schema;
    const fields = Object.entries<TypedSchema>(properties).filter(([, field]) => !field.not);
    if (fields.length === 0) {
      const inner = typeof others === "object" ? typeOf(others, hint, isNaming) : "unknown";
      return `{ readonly [name: string]: ${inner} }`;
    }
    const texts = fields.map(([name, field]) => {
      const mark = required.includes(name) ? "" : "?";
      const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
      return `readonly ${key}${mark}: ${typeOf(field, name === "data" ? hint : pascal(name), isNaming)};`;
    });
    const text = `{\n${texts.map((each) => each.replace(/^/gm, "  ")).join("\n")}\n}`;
    if (!isNaming) counts.set(text, (counts.get(text) ?? 0) + 1);
    // Counted by what it is without names, which is the same in both rounds.
    const plain = isNaming ? objectOf(schema, hint, false) : text;
    const isNamed = isNaming && fields.length >= FIELDS_MIN && (counts.get(plain) ?? 0) > 1;
    return isNamed ? nameOf(text, hint) : text;
  };

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path: path.replace(/^\/api\/v3/, ""),
        method: method.toUpperCase(),
        operation,
      })),
    );
  const write = (isNaming: boolean): readonly string[] =>
    operations().map(({ path, method, operation }) => {
      const { parameters = [], requestBody, responses, summary } = operation;
      const hint = pascal(singular(path.split("/").findLast((part) => !part.includes("{")) ?? ""));
      const body = requestBody?.content["application/json"]?.schema;
      const success = Object.keys(responses).find((status) => status.startsWith("20")) ?? "204";
      const content = responses[success]?.content;
      const answer = content?.["application/json"]?.schema;
      const params = parameters.filter((each) => each.in === "path");
      const sent = `${method === "PUT" ? "Changed" : "New"}${hint}`;
      const lines = [
        params.length > 0 &&
          `params: { ${params.map(({ name }) => `readonly ${name}: string | number`).join("; ")} };`,
        parameters.some((each) => each.in === "query") && "query?: Query;",
        body && `body${requestBody?.required ? "" : "?"}: ${typeOf(body, sent, isNaming)};`,
        `answer: ${answer ? typeOf(answer, hint, isNaming) : content ? "unknown" : "null"};`,
      ].filter((line) => typeof line === "string");
      const text = lines
        .map((line) => `    readonly ${line.replaceAll("\n", "\n    ")}`)
        .join("\n");
      return `${comment(summary ?? "")}\n  readonly "${method} ${path}": {\n${text}\n  };`;
    });

  // Once to count, once to name.
  write(false);
  const all = write(true).join("\n");
  return `${HEAD}\n${types.join("\n")}\n/** What each operation takes and answers. */\nexport type Operations = {\n${all}\n};\n`;
};

/** A comment in lines that aren't too long. */
const comment = (text: string): string => {
  const lines = text.match(/\S.{0,88}(?=\s|$)/g) ?? [];
  return lines.length < 2 ? `  /** ${text} */` : `  /**\n   * ${lines.join("\n   * ")}\n   */`;
};

/** Names that mean something else already. */
const BUILT_IN = ["Date", "Record", "Map", "Error", "Request", "Response", "Query", "Operation"];

const SIMPLE: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

const union = (texts: readonly string[]): string => {
  const different = [...new Set(texts)];
  return different.includes("unknown") ? "unknown" : different.join(" | ");
};

const arrayOf = (text: string): string =>
  / \| /.test(text) && !text.startsWith("{") ? `readonly (${text})[]` : `readonly ${text}[]`;

const pascal = (text: string): string =>
  text.replaceAll(/(?:^|[^a-zA-Z\d]+)([a-zA-Z\d]|$)/g, (_all, letter: string) =>
    letter.toUpperCase(),
  );

const singular = (text: string): string =>
  text
    .replace(/ies$/, "y")
    .replace(/(?<=tch|ss|tus)es$/, "")
    .replace(/(?<!s|u)s$/, "");
