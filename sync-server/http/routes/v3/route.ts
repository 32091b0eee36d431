import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { CommandId } from "#shared/kernel/ids.ts";
import { parseIfAsked } from "#shared/kernel/parse.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type RequestRefusal, refuse } from "#sync-server/http/answer.ts";
import { commandIdOf } from "./idempotency-key.ts";
import { invalidFields, invalidInput, unknown } from "./refusals.ts";
import type { Plane } from "./v3-deps.ts";

/** The scopes that a token needs: all of these, any valid token, or no token at all. */
export type RouteScopes = readonly string[] | "any" | "public";

declare module "fastify" {
  interface FastifyContextConfig {
    scopes?: RouteScopes;
  }
}

/** Where routes are added, and how their requests reach their tenant's data. */
export type Mount = {
  readonly app: FastifyInstance;
  readonly planeOf: (request: FastifyRequest) => Plane;
};

/** One request: its parsed input, and the data it may read and write. */
export type Call<P, Q, B> = Plane & {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The command id for the `Idempotency-Key`; null without one. */
  readonly commandId: CommandId | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** One route: everything known before a request, and its handler. */
export type Route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
> = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly scopes: RouteScopes;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The schema of the response. Without it the response is 204 with no body. */
  readonly answer?: A;
  /** The status of a response; defaults to 200. */
  readonly status?: 200 | 201;
  /** Another status that `handle` may set on the reply itself. */
  readonly alsoStatus?: 201;
  /** The operation that an `Idempotency-Key` applies to; without it the header is ignored. */
  readonly keyedBy?: string | ((params: z.output<P>) => string);
  /** Checks the raw body before the schema does. */
  readonly checkRaw?: (body: unknown) => RequestRefusal | null;
  readonly handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Result<z.output<A> | null, RequestRefusal>>;
};

/**
 * Adds one route: documents it, stores its scopes for the gate, parses the input (404 for an
 * invalid path, 422 for fields) and sends the result of `handle`.
 */
export const addRoute = <
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  mount: Mount,
  route: Route<P, Q, B, A>,
): void => {
  const { method, url, scopes, tag, summary, description, params, query, body, answer } = route;
  const { status = 200, alsoStatus } = route;
  mount.app.route({
    method,
    url,
    config: { scopes },
    schema: {
      tags: [tag],
      summary,
      ...(description === undefined ? {} : { description }),
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      ...(answer === undefined ? {} : { response: responses(answer, status, alsoStatus) }),
    },
    // The schemas are here for the reference; `parse` below passes their typed results to `handle`.
    validatorCompiler: () => (value: unknown) => ({ value }),
    // The compiler checks responses against their schemas; checking each one again would be slow.
    serializerCompiler: () => JSON.stringify,
    handler: async (request, reply) => {
      const call = parse(route, request);
      if (!call.ok) return refuse(reply, call.error);
      const done = await route.handle({ ...mount.planeOf(request), ...call.value, request, reply });
      if (!done.ok) return refuse(reply, done.error);
      if (answer === undefined) return reply.code(204).send();
      return reply.code(reply.statusCode === 200 ? status : reply.statusCode).send(done.value);
    },
  });
};

const responses = (answer: z.ZodType, ...statuses: readonly (number | undefined)[]) =>
  Object.fromEntries(statuses.flatMap((each) => (each === undefined ? [] : [[each, answer]])));

const parse = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: Pick<Route<P, Q, B, z.ZodType>, "params" | "query" | "body" | "keyedBy" | "checkRaw">,
  request: FastifyRequest,
): Result<
  Pick<Call<z.output<P>, z.output<Q>, z.output<B>>, "params" | "query" | "body" | "commandId">,
  RequestRefusal
> => {
  const { keyedBy } = route;
  const raw = route.checkRaw?.(request.body);
  if (raw) return err(raw);
  const params = parseIfAsked(route.params, request.params);
  if (!params.ok) return err(unknown("thing at this path"));
  const body = parseIfAsked(route.body, request.body);
  if (!body.ok) return err(invalidInput(body.error));
  const query = parseIfAsked(route.query, request.query);
  if (!query.ok) return err(invalidInput(query.error));
  const operation = typeof keyedBy === "function" ? keyedBy(params.value) : keyedBy;
  const commandId = operation === undefined ? ok(null) : commandIdOf(request, operation);
  if (!commandId.ok) return err(invalidFields(commandId.error));
  return ok({
    params: params.value,
    query: query.value,
    body: body.value,
    commandId: commandId.value,
  });
};
