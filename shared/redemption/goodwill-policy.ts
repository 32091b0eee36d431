import { z } from "zod";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents, centsSchema } from "#shared/kernel/money.ts";
import { textSchema } from "#shared/kernel/text.ts";
import { staffRoleSchema } from "#shared/organisation/powers.ts";

/** How much staff of one role may give without a manager (SPEC.md [Y5]). */
const goodwillLimitSchema = z.object({
  maxEachCents: centsSchema,
  maxDayCents: centsSchema,
  /** How often in a day, which also limits what has no worth in money. */
  maxDayCount: z.int().min(0).max(10_000),
});

/** What staff may give of their own accord, for which reasons, and how much (SPEC.md [Y4]). */
export const goodwillPolicySchema = z.object({
  /** Definitions of rewards, points and benefits; of no others can anything be given. */
  definitionIds: z.array(definitionIdSchema).max(100).readonly().default([]),
  reasons: z
    .array(
      z.object({
        handle: z.string().regex(/^[a-z0-9-]{1,40}$/),
        name: textSchema.trim().min(1).max(100),
        /** Whether staff have to say more. */
        needsText: z.boolean(),
      }),
    )
    .max(30)
    .readonly()
    .default([
      { handle: "faulty", name: "Faulty item", needsText: false },
      { handle: "wait", name: "Long wait", needsText: false },
      { handle: "mistake", name: "Our mistake", needsText: false },
      { handle: "other", name: "Something else", needsText: true },
    ]),
  limits: z.record(staffRoleSchema, goodwillLimitSchema).default({
    associate: { maxEachCents: cents(1_000), maxDayCents: cents(5_000), maxDayCount: 10 },
    manager: { maxEachCents: cents(10_000), maxDayCents: cents(50_000), maxDayCount: 100 },
  }),
});
