import type { FastifyInstance } from "fastify";

/** How deep a body may nest. Ours nest four deep; beyond this somebody is trying something. */
export const JSON_DEPTH_MAX = 32;

/** The most that a body may hold, in bytes, where a route says nothing else. */
export const BODY_BYTES_MAX = 1_048_576;

/**
 * Reads JSON bodies and nothing else. Depth is looked at before anything recurses into the value,
 * and keys that would change an object's prototype are refused.
 */
export const addJsonBody = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = typeof body === "string" ? body : body.toString("utf8");
    if (nestsTooDeep(text)) return done(tooDeep());
    // An absent body is one question, a broken one another; the route's schema asks the first.
    if (text === "") return done(null, undefined);
    return parse(request, text, done);
  });
};

/** True when brackets nest deeper than JSON_DEPTH_MAX; brackets inside texts do not count. */
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

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const tooDeep = () =>
  Object.assign(new Error(`The body nests deeper than ${JSON_DEPTH_MAX} levels.`), {
    statusCode: 400,
    code: "REGULARS_BODY_TOO_DEEP",
  });
