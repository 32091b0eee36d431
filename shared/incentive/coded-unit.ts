import type { z } from "zod";
import { unitSchema } from "#shared/ledger/entry.ts";

/** What takes codes from a pool ([N7], [W14]). Credit has cards, with numbers of their own. */
export const codedUnitSchema = unitSchema.extract(["benefit", "reward", "point"]);
export type CodedUnit = z.infer<typeof codedUnitSchema>;
