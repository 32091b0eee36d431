import { z } from "zod";
import { localMoment, lotNumber, orNull, profileUuid } from "#shared/api/fields.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { byHandFields, byHandOf } from "./by-hand.ts";

/**
 * Rewards or credit of one profile to extend (DOMAIN §6.5): by days, until a date, or as their
 * definitions say.
 */
export const extensionSchema = z
  .object({
    profile_id: profileUuid,
    ids: z.array(lotNumber).min(1).max(100),
    extend_days: orNull(wholeNumber.pipe(z.int().min(1).max(10_000))).optional(),
    extend_date: orNull(localMoment).optional(),
    ...byHandFields,
  })
  .refine(({ extend_days: days, extend_date: date }) => !days || !date, {
    path: ["extend_date"],
    message: "must not be sent together with extend_days",
  });

/** The extension in our terms; days and local times are those of each lot. */
export const extensionOf = (body: z.output<typeof extensionSchema>) => ({
  numbers: body.ids,
  extension: { days: body.extend_days ?? null, until: body.extend_date ?? null },
  ...byHandOf(body),
});
