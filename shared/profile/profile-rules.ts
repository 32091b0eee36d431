import { z } from "zod";
import { parseV3 } from "#shared/kernel/written-time.ts";

/** What a validation rule looks at, and how it compares. */
const ruledFieldSchema = z.enum(["email", "mobile", "name"]);
const ruleTypeSchema = z.enum(["exact", "domain", "prefix", "regex"]);
const occasionSchema = z.enum(["create", "update", "import"]);
export type RuleType = z.infer<typeof ruleTypeSchema>;
export type RuledField = z.infer<typeof ruledFieldSchema>;
/** How a profile comes to be written. Batches are imports. */
export type WriteOccasion = z.infer<typeof occasionSchema>;

const written = z
  .string()
  .max(40)
  .refine((text) => parseV3(text) !== null, "must be a date such as 2026-01-31")
  .nullable()
  .default(null);

/** A rule by which values of profiles are refused (DOMAIN §3.3): a list to block, or a pattern. */
export const validationRuleSchema = z
  .strictObject({
    name: z.string().min(1).max(200),
    type: ruledFieldSchema,
    rule_type: ruleTypeSchema,
    applies_to: z.enum([...occasionSchema.options, "all"]).default("all"),
    /** Compared like one of the values. */
    pattern: z.string().min(1).max(500).nullable().default(null),
    values: z
      .array(
        z.strictObject({ value: z.string().min(1).max(254), is_active: z.boolean().default(true) }),
      )
      .max(1000, "must not have more than 1000")
      .default([]),
    /** Of those that a value breaks, the one with the highest is told. */
    priority: z.int().default(0),
    effective_from: written,
    effective_to: written,
    error_message: z.string().min(1).max(500).nullable().default(null),
    is_active: z.boolean().default(true),
  })
  .refine(({ type, rule_type }) => rule_type !== "domain" || type === "email", {
    path: ["rule_type"],
    message: "can be domain only with the type email",
  });
export type ValidationRule = z.infer<typeof validationRuleSchema>;

/** What a tenant has decided about profiles, as it is in the setting. */
export const profileRulesSchema = z.strictObject({
  /** What happens to a mobile phone that another profile has. */
  mobile_phone_clash: z.enum(["refuse", "secondary"]).default("refuse"),
  /** How long a temporary profile is kept of which nothing came ([I25]). */
  temporary_days: z.int().min(1).max(3660).default(30),
  validation_rules: z
    .array(validationRuleSchema)
    .max(100, "must not have more than 100")
    .default([]),
});
export type ProfileRules = z.infer<typeof profileRulesSchema>;

/** Until a tenant decides. */
export const DEFAULT_PROFILE_RULES: ProfileRules = profileRulesSchema.parse({});

/** What a rule compares with: its pattern and its active values. */
export const wantedBy = ({ pattern, values }: ValidationRule): readonly string[] => [
  ...(pattern === null ? [] : [pattern]),
  ...values.filter(({ is_active }) => is_active).map(({ value }) => value),
];
