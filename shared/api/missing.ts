import { z } from "zod";

/** Refuses an object that says neither its `id` nor this field, or two different ones. */
export const missing = (context: z.RefinementCtx, field: string): never => {
  context.addIssue({ code: "custom", path: [field], message: "is required, once" });
  return z.NEVER;
};
