import { readFileSync } from "node:fs";
import { z } from "zod";
import { mapTable } from "#shared/kernel/object.ts";

/** One call of an operation, with its answer. */
const exampleSchema = z.object({
  path: z.string(),
  status: z.int(),
  body: z.unknown().optional(),
  answer: z.unknown(),
});
export type Example = z.infer<typeof exampleSchema>;

const FILE = new URL("./examples.json", import.meta.url);

/** The examples of the reference by route: calls that `platform.test.ts` made and recorded. */
export const readExamples = (): Readonly<Record<string, Example>> =>
  z.record(z.string(), exampleSchema).parse(JSON.parse(readFileSync(FILE, "utf8")));

type Content = Readonly<Record<string, object>>;
type Operation = {
  readonly parameters?: readonly {
    readonly in?: string;
    readonly name?: string;
    readonly schema?: { readonly type?: unknown };
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
};
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Adds examples to the operations of a document: parameters, a body and an answer. */
export const withExamples = (paths: Paths, examples: Readonly<Record<string, Example>>): Paths =>
  mapTable(paths, (operations, path) =>
    mapTable(operations, (operation, method) => {
      const route = path.replace(/^\/api\/v3/, "").replaceAll(/\{(\w+)\}/g, ":$1");
      const example = examples[`${method.toUpperCase()} ${route}`];
      return example ? withExample(operation, route, example) : operation;
    }),
  );

const withExample = (operation: Operation, route: string, example: Example): Operation => {
  const { parameters, requestBody, responses = {} } = operation;
  const named = parametersOf(route, example.path);
  const answer = responses[example.status];
  return {
    ...operation,
    ...(parameters && {
      parameters: parameters.map((each) =>
        each.in === "path" && each.name !== undefined
          ? { ...each, example: isText(each) ? named[each.name] : Number(named[each.name]) }
          : each,
      ),
    }),
    ...(requestBody &&
      example.body !== undefined && { requestBody: withContent(requestBody, example.body) }),
    responses: {
      ...responses,
      ...(answer && { [example.status]: withContent(answer, example.answer) }),
    },
  };
};

const isText = ({ schema }: { readonly schema?: { readonly type?: unknown } }): boolean =>
  schema?.type !== "integer";

/** The values of a route's parameters in a path. */
const parametersOf = (route: string, path: string): Readonly<Record<string, string>> => {
  const values = path.split("/");
  return Object.fromEntries(
    route.split("/").flatMap((part, at) => {
      const value = decodeURIComponent(values[at] ?? "");
      return part.startsWith(":") ? [[part.slice(1), value]] : [];
    }),
  );
};

const withContent = <T extends { readonly content?: Content }>(of: T, example: unknown): T =>
  of.content ? { ...of, content: mapTable(of.content, (media) => ({ ...media, example })) } : of;
