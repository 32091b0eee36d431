import { z } from "zod";
import { unitSchema } from "#shared/ledger/entry.ts";
import { holdingSchema } from "#shared/redemption/unit.ts";

/**
 * What a profile held (DOMAIN §11.1), as stored with the answer to a request. Answers stored before
 * a unit existed don't include it.
 */
export const keptBalancesSchema = z.partialRecord(unitSchema, holdingSchema);
