import type { Operations } from "./operations.ts";

/** An operation of the API: `GET /profiles/{profile_id}`. */
export type Operation = keyof Operations;

/** What an operation takes: parameters of its path, a query and a body, if it has them. */
export type Input<K extends Operation> = Omit<Operations[K], "answer"> & {
  /** An `Idempotency-Key`: sent again with the same body, a POST is done once. */
  readonly key?: string;
  readonly signal?: AbortSignal;
};

/** Why a request was refused: a code for programs, and sentences for people, some by field. */
export type Problem = {
  readonly code?: string;
  readonly message: string;
  readonly errors?: { readonly [field: string]: readonly string[] };
};

/** The answer to an operation, or why it was refused. */
export type Answer<K extends Operation> =
  | { readonly ok: true; readonly status: number; readonly answer: Operations[K]["answer"] }
  | {
      readonly ok: false;
      readonly status: number;
      readonly problem: Problem;
      /** How long to wait before trying again, in seconds, if the server says so. */
      readonly retryAfterS: number | null;
    };

type Arguments<K extends Operation> =
  Record<never, never> extends Input<K> ? [input?: Input<K>] : [input: Input<K>];

export type Client = {
  /**
   * Calls an operation. A refusal is an answer; without any answer it rejects, as `fetch` does:
   * then the request may have been done, and a POST with a `key` can be sent again.
   */
  readonly call: <K extends Operation>(operation: K, ...input: Arguments<K>) => Promise<Answer<K>>;
};

type Sent = {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
};

/**
 * A client of the Regulars API:
 *
 *     const regulars = createClient({ baseUrl: "https://loyalty.example/api/v3", token });
 *     const found = await regulars.call("GET /profiles", { query: { "filter[email]": email } });
 *     if (found.ok) console.log(found.answer.data);
 */
export const createClient = (options: {
  /** Where the API is, with `/api/v3`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch?: typeof fetch;
}): Client => ({
  call: async (operation, ...[input]) => {
    const [method = "", path = ""] = operation.split(" ");
    const { params = {}, query = {}, body, key, signal }: Sent = input ?? {};
    const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      encodeURIComponent(String(params[name] ?? "")),
    );
    const url = new URL(`${options.baseUrl.replace(/\/$/, "")}${filled}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const response = await (options.fetch ?? fetch)(url, {
      method,
      headers: {
        authorization: `Bearer ${options.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const { ok, status, headers } = response;
    const isJson = headers.get("content-type")?.includes("json") === true;
    const text = await response.text();
    const answer = isJson && text !== "" ? JSON.parse(text) : text || null;
    if (ok) return { ok, status, answer };
    const problem = isJson ? answer : { message: `The server answered ${status}.` };
    return { ok, status, problem, retryAfterS: Number(headers.get("retry-after")) || null };
  },
});
