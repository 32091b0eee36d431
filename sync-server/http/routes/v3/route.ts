import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { withIgnored } from "#shared/api/envelope.ts";
import { currencyCode } from "#shared/api/fields.ts";
import { type Includable, type IncludeRefusal, includedIn } from "#shared/api/include.ts";
import { fieldIssues, problemMessage } from "#shared/api/problem-message.ts";
import { UNKEPT_MAX, unkeptFields, unkeptNames } from "#shared/api/unkept-fields.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import {
  ANY_CURRENCY,
  type Currency,
  currencyOf,
  type PerCurrency,
} from "#shared/kernel/currency.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { without } from "#shared/kernel/object.ts";
import { parseIfAsked } from "#shared/kernel/parse.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type RequestRefusal, refuse } from "#sync-server/http/answer.ts";
import { isUnmatched, sendIfChanged } from "./conditional-read.ts";
import {
  GONE,
  KEY_LENGTH_MAX,
  KEY_REUSED,
  type RequestKey,
  requestKeyOf,
  writingOnce,
} from "./idempotency-key.ts";
import { recalculating } from "./recalculating.ts";
import {
  invalid,
  invalidFields,
  invalidInput,
  keyReused,
  lacksScope,
  notMatched,
  type RefusalTable,
  unknown,
} from "./refusals.ts";
import type { Plane } from "./v3-deps.ts";

/** The scopes that a token needs: all of these, any valid token, or no token at all. */
export type RouteScopes = readonly string[] | "any" | "public";

declare module "fastify" {
  interface FastifyContextConfig {
    scopes?: RouteScopes;
  }
}

/** Where routes are added, and what each of their requests may read and write. */
export type Mount<C extends Plane = Plane> = {
  readonly app: FastifyInstance;
  /** The start of the routes' paths, such as `/profiles/:profile_id`. */
  readonly path?: string;
  /** The parameters in it. */
  readonly params?: z.ZodObject;
  /** What those are about, for a 404; defaults to the profile. */
  readonly noun?: string;
  /** The data of a request's tenant; null if the path is about a profile that doesn't exist. */
  readonly planeOf: (request: FastifyRequest) => C | null | Promise<C | null>;
  /** What the 404 says if `planeOf` found nothing; null, and by default: that there is none. */
  readonly whyNone?: (request: FastifyRequest) => Promise<RequestRefusal | null>;
};

/** One request: its parsed input, and the data it may read and write. */
export type Call<P, Q, B> = Plane & {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The command id for the `Idempotency-Key`; null without one. */
  readonly commandId: CommandId | null;
  /** The relations that the request includes. */
  readonly include: readonly string[];
  /** Fields of the body that were not kept; `meta.ignored` of the answer names them. */
  readonly ignored: readonly string[];
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** One route: everything known before a request, and its handler. */
type Route<
  C extends Plane,
  P extends z.ZodObject,
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
  readonly body?: PerCurrency<B>;
  /** Whether its amounts are in the currency that it names, if it names one ([C3]). */
  readonly isInNamedCurrency?: boolean | undefined;
  /** What the object in the body is shown with: its read-only fields may be sent back. */
  readonly shown?: z.core.$ZodType;
  /** Whether unknown fields are ignored as well, because refusing would lose a sale. */
  readonly isLenient?: boolean | undefined;
  /** The schema of the response. Without it the response is 204 with no body. */
  readonly answer?: A;
  /** The status of a response; defaults to 200. */
  readonly status?: 200 | 201;
  /** Another status that `handle` may set on the reply itself. */
  readonly alsoStatus?: 201 | undefined;
  /** What the 404 calls the thing that the path is about; defaults to that of the mount. */
  readonly noun?: string | undefined;
  /** Whether a POST only tells something, so that it takes no `Idempotency-Key`. */
  readonly isTelling?: boolean;
  readonly includable?: Includable<{ readonly scope: string }>;
  /** Whether its answer has an ETag, so that a caller who has it is told 304 (DOMAIN §1.2). */
  readonly isConditional?: boolean;
  /** A stream is sent as it is, with the type that `handle` set. */
  readonly handle: (
    call: C & Call<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Result<z.output<A> | Readable | null, RequestRefusal>>;
};

/**
 * Adds one route: documents it, stores its scopes for the gate, parses the input (404 for an
 * invalid path, 422 for fields) and sends the result of `handle`.
 */
export const addRoute = <
  C extends Plane,
  P extends z.ZodObject,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  mount: Mount<C>,
  route: Route<C, P, Q, B, A>,
): void => {
  const { method, scopes, tag, summary, description, query, body, answer, status = 200 } = route;
  const params = z.object({ ...mount.params?.shape, ...route.params?.shape });
  mount.app.route({
    method,
    url: `${mount.path ?? ""}${route.url}`,
    config: { scopes },
    schema: {
      tags: [tag],
      summary,
      params,
      ...(description === undefined ? {} : { description }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body: schemaIn(ANY_CURRENCY, body) }),
      ...(method === "POST" && !route.isTelling ? { headers: KEY_HEADERS } : {}),
      response: responses(route),
    },
    // The schemas are here for the reference; `parse` below passes their typed results to `handle`.
    validatorCompiler: () => (value: unknown) => ({ value }),
    // The compiler checks responses against their schemas; checking each one again would be slow.
    serializerCompiler: () => JSON.stringify,
    handler: async (request, reply) => {
      if (!params.safeParse(request.params).success) return refuse(reply, NO_SUCH_PATH);
      const plane = await mount.planeOf(request);
      if (!plane) {
        const why = (await mount.whyNone?.(request)) ?? null;
        return refuse(reply, why ?? unknown(route.noun ?? mount.noun ?? "profile"));
      }
      if (isUnmatched(request)) return refuse(reply, notMatched);
      const call = parse(route, request, plane);
      if (!call.ok) return refuse(reply, call.error);
      const { key, ...parsed } = call.value;
      const anyWrite = key ? writingOnce(plane, key, reply) : plane.write;
      const write = method === "GET" ? recalculating(plane) : anyWrite;
      const asked = { ...plane, ...parsed, write, request, reply };
      const done = await settled(route.handle(asked), key);
      if (!done.ok) {
        // Whose an email or a card is concerns only those who may see profiles (DOMAIN §3.1).
        const { hidesPeople } = plane.read;
        return refuse(reply, hidesPeople ? without(done.error, { profile: true }) : done.error);
      }
      if (done.value instanceof Readable) return reply.send(done.value);
      if (answer === undefined) return reply.code(204).send();
      if (route.isConditional) return sendIfChanged(request, reply, done.value);
      const { ignored } = call.value;
      const sent = ignored.length > 0 ? { ...Object(done.value), meta: { ignored } } : done.value;
      return reply.code(reply.statusCode === 200 ? status : reply.statusCode).send(sent);
    },
  });
};

const KEY_HEADERS = z.object({
  "Idempotency-Key": z
    .string()
    .max(KEY_LENGTH_MAX)
    .optional()
    .describe(
      "Sent again with the same body, it gets the first answer, and nothing is done twice.",
    ),
});

/** A handler's answer; or the refusal of what only happens to a request with a key. */
const settled = async <T>(
  answer: Promise<Result<T, RequestRefusal>>,
  key: RequestKey | null,
): Promise<Result<T, RequestRefusal>> => {
  try {
    return await answer;
  } catch (error) {
    if (error === KEY_REUSED) return err(keyReused);
    if (key && error === GONE) return err(unknown("thing any more"));
    throw error;
  }
};

const NO_SUCH_PATH = unknown("thing at this path");

const UNKNOWN = "is not a field of this request";
const schemaIn = <B extends z.ZodType>(currency: Currency, body: PerCurrency<B>): B =>
  typeof body === "function" ? body(currency) : body;
/** The currency that a body names; null if it names none that there is. */
const namedIn = (body: unknown): Currency | null => {
  const named = z.looseObject({ currency: currencyCode }).safeParse(body);
  return named.success ? currencyOf(named.data.currency) : null;
};
const INCLUDE_REFUSALS: RefusalTable<IncludeRefusal> = {
  include_unknown: ({ message }) => invalid("include", message),
  scope_missing: ({ scope }) => lacksScope(scope),
};

/** The documented answers of a request that is granted. */
const responses = ({
  answer,
  body,
  status = 200,
  alsoStatus = status,
  isConditional,
}: {
  readonly answer?: z.ZodType;
  readonly body?: unknown;
  readonly status?: 200 | 201;
  readonly alsoStatus?: 200 | 201 | undefined;
  readonly isConditional?: boolean;
}): Readonly<Record<number, z.ZodType>> => {
  if (answer === undefined) return { 204: z.null().describe("Done") };
  const shown = (body ? withIgnored(answer) : answer).describe("The answer");
  return {
    [status]: shown,
    [alsoStatus]: shown,
    ...(isConditional ? { 304: z.null().describe("The caller has it already") } : {}),
  };
};

/**
 * The parsed body, and the fields that were not kept though they may be sent. 422 names each field
 * that is wrong or unknown.
 */
export const bodyOf = <B extends z.ZodType>(
  sent: unknown,
  schema: B | undefined,
  {
    shown,
    isLenient,
  }: { readonly shown?: z.core.$ZodType; readonly isLenient?: boolean | undefined },
): Result<{ readonly body: z.output<B>; readonly ignored: readonly string[] }, RequestRefusal> => {
  const body = parseIfAsked(schema, sent, problemMessage);
  const unkept = unkeptFields(sent, schema, shown);
  const strange = isLenient ? [] : unkept.filter(({ isShown }) => !isShown);
  if (!body.ok || strange.length > 0) {
    const issues = strange.slice(0, UNKEPT_MAX).map(({ path }) => ({ path, message: UNKNOWN }));
    return err(invalidInput([...issues, ...(body.ok ? [] : fieldIssues(body.error.issues))]));
  }
  return ok({ body: body.value, ignored: unkeptNames(unkept) });
};

const parse = <C extends Plane, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: PerCurrency<B>;
    readonly isInNamedCurrency?: boolean | undefined;
    readonly shown?: z.core.$ZodType;
    readonly isLenient?: boolean | undefined;
    readonly isTelling?: boolean;
    readonly includable?: Includable<{ readonly scope: string }>;
  },
  request: FastifyRequest,
  plane: C,
): Result<
  Omit<Call<z.output<P>, z.output<Q>, z.output<B>>, keyof Plane | "request" | "reply"> & {
    readonly key: RequestKey | null;
  },
  RequestRefusal
> => {
  const { isTelling, includable = { relations: {}, fields: [] } } = route;
  const params = parseIfAsked(route.params, request.params);
  if (!params.ok) return err(NO_SUCH_PATH);
  // Fastify's body is null if there is none; one that says `null` is malformed.
  const { "content-type": type, "content-length": length } = request.headers;
  const sent = type === undefined || length === "0" ? undefined : request.body;
  const currency = (route.isInNamedCurrency && namedIn(sent)) || plane.currency;
  const schema = route.body && schemaIn(currency, route.body);
  const body = bodyOf(sent, schema, route);
  if (!body.ok) return body;
  const query = parseIfAsked(route.query, request.query, problemMessage);
  if (!query.ok) return err(invalidInput(fieldIssues(query.error.issues)));
  const include = includedIn(request.query, includable, request.caller?.scopes ?? []);
  if (!include.ok) return err(byReason(INCLUDE_REFUSALS, include.error));
  const isKeyed = request.method === "POST" && !isTelling;
  const key = isKeyed ? requestKeyOf(request, plane.keyOwner) : ok(null);
  if (!key.ok) return err(invalidFields(key.error));
  return ok({
    params: params.value,
    query: query.value,
    ...body.value,
    key: key.value,
    commandId: key.value?.commandId ?? null,
    include: include.value,
  });
};
