import type { z } from "zod";
import { err, ok, type Result } from "./result.ts";

/**
 * Parses a value by a schema that may be missing. Without one, `S` is all of `z.ZodType`, whose
 * output is `unknown`, so that nothing can be made of the value.
 */
export const parseIfAsked = <S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
): Result<z.output<S>, z.ZodError> => {
  if (schema === undefined) return ok(value as z.output<S>);
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error);
};
