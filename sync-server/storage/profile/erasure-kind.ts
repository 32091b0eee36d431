import { z } from "zod";

/** How a person is erased: of one that is depersonalised, the record of what happened stays. */
export const erasureKindSchema = z.enum(["purge", "depersonalise"]);
export type ErasureKind = z.infer<typeof erasureKindSchema>;
