import type { z } from "zod";
import { err, ok, type Result } from "./result.ts";

/**
 * Parses a value with an optional schema. `error` says what is wrong where the schema doesn't.
 * Without one, `S` is `z.ZodType`, whose output is `unknown`, so callers can't use the value.
 */
export const parseIfAsked = <S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  error?: z.core.$ZodErrorMap,
): Result<z.output<S>, z.ZodError> => {
  if (schema === undefined) return ok(value as z.output<S>);
  const parsed = schema.safeParse(value, error === undefined ? {} : { error, reportInput: true });
  return parsed.success ? ok(parsed.data) : err(parsed.error);
};
