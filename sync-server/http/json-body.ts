import type { FastifyInstance } from "fastify";

/** The maximum depth of a body. Ours nest four deep; anything beyond this is an attack. */
export const JSON_DEPTH_MAX = 32;

/** The maximum size of a body, in bytes, unless a route sets its own. */
export const BODY_BYTES_MAX = 1_048_576;

/**
 * Parses JSON bodies and nothing else. Checks the depth before anything recurses into the value,
 * refuses keys that would change an object's prototype, and keeps every digit of a whole number.
 * Refuses compressed bodies: a few bytes could expand to gigabytes.
 */
export const addJsonBody = (app: FastifyInstance): void => {
  app.addHook("preParsing", async (request) => {
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (encoding.toLowerCase() !== "identity") throw encoded();
  });
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = typeof body === "string" ? body : body.toString("utf8");
    if (nestsTooDeep(text)) return done(tooDeep());
    // A missing body and a broken one are different problems; the route's schema checks for the
    // first.
    if (text === "") return done(null, undefined);
    return parse(request, text, (error, value) =>
      error ? done(error) : done(null, mayLoseDigits(text) ? withExactIntegers(text) : value),
    );
  });
};

/** True if brackets nest deeper than JSON_DEPTH_MAX; brackets inside strings don't count. */
export const nestsTooDeep = (text: string): boolean => {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) inText = false;
    } else if (code === QUOTE) inText = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth++;
      if (depth > JSON_DEPTH_MAX) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return false;
};

/** Whether a whole number may be beyond 2 ** 53; true as well for as many digits in a string. */
const mayLoseDigits = (text: string): boolean => /\d{16}/.test(text);

/**
 * Parses JSON, with whole numbers beyond the exact ones (2 ** 53) as the text that was sent. A card
 * number sent as a number then keeps its digits wherever text is accepted, and is refused where
 * only a number will do.
 */
export const withExactIntegers = (json: string): unknown =>
  JSON.parse(json, (_key, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source ?? "";
    const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
    return isRounded && /^-?\d+$/.test(source) ? source : value;
  });

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const encoded = () =>
  Object.assign(new Error("The body is compressed."), {
    statusCode: 415,
    code: "REGULARS_BODY_ENCODED",
  });

const tooDeep = () =>
  Object.assign(new Error(`The body is nested deeper than ${JSON_DEPTH_MAX} levels.`), {
    statusCode: 400,
    code: "REGULARS_BODY_TOO_DEEP",
  });
