import { z } from "zod";
import { type Lot, lotSchema } from "#shared/ledger/lot.ts";

const { lotId, issuedAt, activeAt, expiresAt, remaining, initial } = lotSchema.shape;

/**
 * Lots that were issued alike: what they have in common once, and each as id, when it was issued,
 * is active and expires, and what is left; what was issued only if that is something else.
 */
const lotsAlikeSchema = lotSchema
  .pick({ unit: true, definitionId: true, definitionVersion: true, timezone: true })
  .extend({
    rows: z
      .array(
        z.union([
          z.tuple([lotId, issuedAt, activeAt, expiresAt, remaining]),
          z.tuple([lotId, issuedAt, activeAt, expiresAt, remaining, initial]),
        ]),
      )
      .readonly(),
  });
type LotsAlike = z.infer<typeof lotsAlikeSchema>;

/** The lots of an account as they are sent and stored: short, because there may be many ([S23]). */
export const sentLotsSchema = z.array(z.union([lotsAlikeSchema, lotSchema])).readonly();
type SentLots = z.infer<typeof sentLotsSchema>;

/**
 * Lots as they are sent, in their order ([S23]): several in a row that were issued alike as one,
 * others as they are.
 */
export const sentLots = (lots: readonly Lot[]): SentLots => {
  const runs: Lot[][] = [];
  for (const lot of lots) {
    const run = runs.at(-1);
    if (run?.[0] && isAlike(run[0], lot)) run.push(lot);
    else runs.push([lot]);
  }
  return runs.flatMap((alike): SentLots => {
    const [first, second] = alike;
    if (!first || !second) return alike;
    const { unit, definitionId, definitionVersion, timezone } = first;
    return [{ unit, definitionId, definitionVersion, timezone, rows: alike.map(rowOf) }];
  });
};

const isAlike = (a: Lot, b: Lot): boolean =>
  a.unit === b.unit &&
  a.definitionId === b.definitionId &&
  a.definitionVersion === b.definitionVersion &&
  a.timezone === b.timezone;

/** The lots that were sent, in their order. */
export const lotsOfSent = (sent: SentLots): readonly Lot[] =>
  sent.flatMap((each): readonly Lot[] => {
    if (!("rows" in each)) return [each];
    const { rows, ...stamp } = each;
    return rows.map(([id, issued, active, expires, left, atFirst = left]) => ({
      ...{ ...stamp, lotId: id, issuedAt: issued, activeAt: active, expiresAt: expires },
      ...{ initial: atFirst, remaining: left },
    }));
  });

const rowOf = (lot: Lot): LotsAlike["rows"][number] => {
  const row = [lot.lotId, lot.issuedAt, lot.activeAt, lot.expiresAt, lot.remaining] as const;
  return lot.initial === lot.remaining ? [...row] : [...row, lot.initial];
};
