import { textIn } from "#shared/kernel/json.ts";
import type { AllocationRecord } from "#sync-server/storage/incentive/allocation-table.ts";
import type { DefinitionRecord } from "#sync-server/storage/incentive/definition-store.ts";

/** What a till and a web shop want to know of a benefit; null if it has no code. */
export type BenefitCodes = { readonly pos: string | null; readonly online: string | null };

/** The code that a benefit has taken from its pool, or else those of its definition ([N7]). */
export const benefitCodes = (
  record: DefinitionRecord<"benefit"> | undefined,
  taken: AllocationRecord | null,
): BenefitCodes => ({
  pos: taken?.code ?? textIn(record?.extra ?? {}, "redeem_code_pos"),
  online: taken?.code ?? textIn(record?.extra ?? {}, "redeem_code_online"),
});
