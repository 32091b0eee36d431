import { z } from "zod";
import { definitionIdSchema } from "#shared/kernel/ids.ts";

/** How much one level may issue. */
export const UNLOCKS_MAX = 20;

const unlockKindSchema = z.enum(["reward", "benefit"]);

const byHandle = z.object({ handle: z.string().min(1).max(100) });

/** What reaching a level or a tier issues. */
export const unlockSchema = z.object({
  kind: unlockKindSchema,
  ref: z.union([z.object({ id: definitionIdSchema }), byHandle]),
});
export type Unlock = z.infer<typeof unlockSchema>;

/** The same, named by its handle. */
export const unlockByHandleSchema = unlockSchema.extend({ ref: byHandle });
