import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { LogFailure } from "#sync-server/failure-log.ts";
import { isBusy, isUnavailable } from "#sync-server/storage/is-unavailable.ts";
import { type RequestRefusal, refuse } from "./answer.ts";
import { BODY_BYTES_MAX, JSON_DEPTH_MAX } from "./json-body.ts";

/**
 * Turns every error of the HTTP layer into one shape of response that says how to fix it. Input
 * never causes a 500: a 500 is a bug of ours, and it is logged with the request's id.
 */
export const addErrorHandler = (app: FastifyInstance, logFailure: LogFailure): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error, request);
    if (refusal) return refuse(reply, refusal);
    logFailure(error, "a request failed", { reqId: request.id });
    if (isUnavailable(error)) {
      return refuse(reply, {
        status: 503,
        code: "unavailable",
        message: isBusy(error)
          ? "The database is busy with the same data. Nothing was written; try again."
          : "The database can't be reached or written to. Nothing was written; try again.",
      });
    }
    return refuse(reply, {
      status: 500,
      code: "unavailable",
      message: `Something went wrong in the server. Give its operator this id: ${request.id}`,
    });
  });
};

/**
 * 404 for a path without a route, 405 for one with other methods. Programs ask for JSON and get
 * JSON, whatever the path.
 */
export const answerUnknownRoute = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const methods = request.server.methodsAt(request.url)?.join(", ");
  if (methods !== undefined) reply.header("allow", methods);
  const instead = methods === undefined ? "" : `, only ${methods}`;
  return refuse(reply, {
    status: methods === undefined ? 404 : 405,
    code: "invalid_request",
    message: `There is no ${request.method} at this path${instead}. The reference is at /api/v3/docs.`,
  });
};

/** An invalid path never reaches a route. */
export const answerBadUrl = (
  _error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void => {
  refuse(reply, {
    status: 400,
    code: "invalid_request",
    message: "This is not a valid path. Percent-encode its special characters.",
  });
};

const refusalOf = (error: FastifyError, request: FastifyRequest): RequestRefusal | null => {
  if (hasZodFastifySchemaValidationErrors(error)) {
    if (error.validationContext === "body" && request.body === undefined) return EMPTY_BODY;
    const errors: Record<string, string[]> = {};
    for (const issue of error.validation) {
      const field = issue.instancePath.split("/").filter(Boolean).join(".") || "body";
      errors[field] = [...(errors[field] ?? []), issue.message ?? "is not valid"];
    }
    const first = Object.entries(errors)[0];
    const message = first ? `${first[0]}: ${first[1][0]}` : "The request is not valid.";
    return { status: 422, code: "invalid_request", message, errors };
  }
  const known = REFUSALS[error.code];
  if (known) return known;
  const status = error.statusCode ?? 500;
  // The route of files refuses such paths; those of the APIs have no reason to answer 403 here.
  if (status === 403) return ODD_PATH;
  if (status < 400 || status >= 500) return null;
  const code = status === 429 ? "too_many_requests" : "invalid_request";
  return { status, code, message: error.message };
};

const EMPTY_BODY: RequestRefusal = {
  status: 422,
  code: "invalid_request",
  message: "The body is empty. Send a JSON object, with content-type: application/json.",
  errors: { body: ["is required"] },
};

const ODD_PATH: RequestRefusal = {
  status: 404,
  code: "invalid_request",
  message: "There is nothing at this path. Write it without `.` and `..`, and in the right case.",
};

const REFUSALS: Readonly<Record<string, RequestRefusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: "invalid_request",
    message: `The body is too large: at most ${BODY_BYTES_MAX / 1_048_576} MB (2 MB for /sync/v1/push). Send less at a time.`,
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: "invalid_request",
    message: "The body must be JSON. Send it with content-type: application/json.",
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: "invalid_request",
    message:
      "The body is not JSON. Check for truncated text, a trailing comma or an encoding other than UTF-8.",
  },
  REGULARS_BODY_ENCODED: {
    status: 415,
    code: "invalid_request",
    message: "The body must not be compressed. Send it without a content-encoding.",
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: "invalid_request",
    message: "The body's length doesn't match its content-length. Send it again.",
  },
  REGULARS_NOT_LISTED: {
    status: 503,
    code: "unavailable",
    message:
      "The person is erased, but the list of erased people can't be written. It is tried again each minute: look after the disk of the data folder.",
  },
  REGULARS_BODY_TOO_DEEP: {
    status: 400,
    code: "invalid_request",
    message: `The body is nested deeper than ${JSON_DEPTH_MAX} levels.`,
  },
};
