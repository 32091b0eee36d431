import { z } from "zod";

/** How a person is erased: of one that is depersonalised, the record of what happened stays. */
export const erasureKindSchema = z.enum(["purge", "depersonalise"]);
export type ErasureKind = z.infer<typeof erasureKindSchema>;

/** How much of a person is gone. */
const DEGREES: Readonly<Record<ErasureKind, number>> = { depersonalise: 1, purge: 2 };

/** Whether somebody who was erased one way has nothing left that the other would erase. */
export const covers = (done: ErasureKind, asked: ErasureKind): boolean =>
  DEGREES[done] >= DEGREES[asked];
