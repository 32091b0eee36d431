import type { ExtraFields } from "#shared/kernel/json.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { AttributeKind } from "#shared/profile/attribute-kind.ts";

/**
 * An address or attribute of a profile, as views take it; its body already has the API's field
 * names.
 */
export type ShownAttribute = {
  readonly kind: AttributeKind;
  readonly id: number;
  readonly profileId: string;
  readonly body: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};
