import type { z } from "zod";
import type { Operations } from "#client/operations.ts";

/** The names after a colon in a path: "id" of "/locations/:id". */
type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParams<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** One API call: where it goes, what it sends and what comes back. */
export type Call<
  Path extends string = string,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /**
   * The path from the server's root, with a colon before each parameter: "/api/v3/locations/:id".
   */
  readonly path: Path;
  /** Left out for a call without a body. */
  readonly body?: Body;
  readonly answer: Answer;
};

/** A path whatever its parameters are called: `/locations/*`. */
type Nameless<Path extends string> = Path extends `${infer Start}:${string}/${infer Rest}`
  ? `${Start}*/${Nameless<Rest>}`
  : Path extends `${infer Start}:${string}`
    ? `${Start}*`
    : Path extends `${infer Start}{${string}}${infer Rest}`
      ? `${Start}*${Nameless<Rest>}`
      : Path;

/** A path that the API has: for the v3 API, one of the operations of its client. */
type Known<Method extends string, Path extends string> = Path extends `/api/v3${infer Rest}`
  ? `${Method} ${Nameless<Rest>}` extends Nameless<keyof Operations>
    ? Path
    : never
  : Path;

/**
 * Declares a call. Its schemas come from `shared/api`; the server uses the same ones. A path of the
 * v3 API must be one that the client for integrators has, with the method.
 */
export const declareCall = <
  const Method extends Call["method"],
  Path extends string,
  Answer extends z.ZodType,
  Body extends z.ZodType = z.ZodNever,
>(
  call: Call<Path, Body, Answer> & {
    readonly method: Method;
    readonly path: Known<Method, Path>;
  },
): Call<Path, Body, Answer> => call;

/** The parameters, body and options that a call takes. */
export type CallInput<Path extends string, Body extends z.ZodType> = ([PathParams<Path>] extends [
  never,
]
  ? { readonly params?: never }
  : { readonly params: Readonly<Record<PathParams<Path>, string | number>> }) &
  ([z.input<Body>] extends [never]
    ? { readonly body?: never }
    : { readonly body: z.input<Body> }) & {
    readonly query?: Readonly<Record<string, string | number | boolean>>;
    readonly signal?: AbortSignal;
  };
