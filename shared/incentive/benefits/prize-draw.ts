import { z } from "zod";

/**
 * Who takes part in a prize draw: everybody who holds one of its benefits, used up or over as it
 * may be, or only those who have used one, or who claimed one themselves ([Y1]).
 */
export const entrantKindSchema = z.enum(["held", "used", "claimed"]);
export type EntrantKind = z.infer<typeof entrantKindSchema>;

export const WINNERS_MAX = 1_000;
export const ENTRANTS_MAX = 100_000;

/** 32 random bytes as hex digits, made after the entrants are known. */
export const seedSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"DrawSeed">();
export type DrawSeed = z.infer<typeof seedSchema>;
