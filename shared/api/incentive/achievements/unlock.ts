import { z } from "zod";
import type { Unlock } from "#shared/incentive/achievements/unlock.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { namesOf } from "#shared/kernel/object.ts";

type UnlockType = `${Unlock["kind"]}_definition`;

/** The type under which each kind is sent. */
export const UNLOCK_TYPES: Readonly<Record<Unlock["kind"], UnlockType>> = {
  reward: "reward_definition",
  benefit: "benefit_definition",
};

export const unlockType = z.enum(Object.values(UNLOCK_TYPES));

/** The kind that is sent under a type. */
export const unlockKindOf = (type: UnlockType): Unlock["kind"] =>
  assertDefined(
    namesOf(UNLOCK_TYPES).find((kind) => UNLOCK_TYPES[kind] === type),
    "every type is that of a kind",
  );
