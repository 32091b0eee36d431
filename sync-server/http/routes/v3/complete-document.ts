import type { SwaggerTransformObject } from "@fastify/swagger";
import { z } from "zod";
import { assert } from "#shared/kernel/assert.ts";
import { problemSchema } from "#sync-server/http/answer.ts";
import { readExamples, withExamples } from "./examples.ts";

/**
 * Adds to the OpenAPI document what follows from an operation's method, path and body: a name for
 * generated clients, and the answers of requests that are refused (DOMAIN §1.2). Adds the examples.
 */
export const completeDocument: SwaggerTransformObject = (document) => {
  assert("openapiObject" in document, "the document is OpenAPI");
  const { components, paths = {}, ...rest } = document.openapiObject;
  const completed = Object.entries(paths).map(([path, operations = {}]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [
        method,
        complete({ path, method, ...Object(operation) }, Object(operation)),
      ]),
    ),
  ]);
  return {
    ...rest,
    components: {
      ...components,
      schemas: { Problem: PROBLEM },
      responses: Object.fromEntries(PROBLEMS.map(({ name, response }) => [name, response])),
    },
    paths: withExamples(Object.fromEntries(completed), readExamples()),
  };
};

/** What is known of an operation. */
type Known = {
  readonly path: string;
  readonly method: string;
  readonly parameters?: object;
  readonly requestBody?: object;
};

const complete = (
  known: Known,
  operation: { readonly responses?: Readonly<Record<string, object>> },
): object => {
  const problems = PROBLEMS.filter(({ isOf }) => isOf(known)).map(({ status, name }) => [
    status,
    { $ref: `#/components/responses/${name}` },
  ]);
  const responses = { ...operation.responses, ...Object.fromEntries(problems) };
  return { operationId: operationIdOf(known), ...operation, responses };
};

/** `put /api/v3/profiles/{profile_id}` is `put_profiles_profile_id`. */
const operationIdOf = ({ path, method }: Known): string => {
  const [, , , ...parts] = path.split(/[^\w]+/).filter((part, at) => at < 3 || part !== "");
  return [method, ...parts].join("_");
};

const { $schema: _, ...PROBLEM } = z.toJSONSchema(problemSchema, { io: "input" });

type Problem = {
  readonly status: number;
  readonly name: string;
  readonly response: object;
  readonly isOf: (known: Known) => boolean;
};

const problem = (
  status: number,
  name: string,
  description: string,
  isOf: Problem["isOf"] = () => true,
  headers: object = {},
): Problem => {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return { status, name, isOf, response: { description, content, ...headers } };
};

const RETRY_AFTER = {
  headers: { "Retry-After": { schema: { type: "integer" }, description: "In seconds." } },
};

const PROBLEMS: readonly Problem[] = [
  problem(401, "Unauthenticated", "The token is missing, or doesn't work."),
  problem(403, "Forbidden", "The token lacks a scope, which `errors.scope` names."),
  problem(404, "NotFound", "There is no such thing, or not in this tenant.", ({ path }) =>
    path.includes("{"),
  ),
  problem(
    409,
    "Conflict",
    "It conflicts with what there is, or the `Idempotency-Key` came with another request.",
    ({ method }) => method !== "get",
  ),
  problem(
    413,
    "TooLarge",
    "The body is too large.",
    ({ requestBody }) => requestBody !== undefined,
  ),
  problem(
    415,
    "NotJson",
    "The body isn't JSON, or it is compressed.",
    ({ requestBody }) => requestBody !== undefined,
  ),
  problem(422, "Invalid", "Something asked for is wrong: `errors` has messages by field."),
  problem(429, "TooMany", "Too many requests in a minute.", undefined, RETRY_AFTER),
  problem(503, "Unavailable", "The server has too much to do.", undefined, RETRY_AFTER),
];
