import { z } from "zod";
import { unitSchema } from "#shared/ledger/entry.ts";
import { holdingSchema } from "#shared/ledger/unit.ts";

/**
 * What a profile held (DOMAIN §11.1), as kept with the answer to a request. An answer that was kept
 * before a unit existed doesn't mention it.
 */
export const keptBalancesSchema = z.partialRecord(unitSchema, holdingSchema);
