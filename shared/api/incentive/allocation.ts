import { z } from "zod";
import {
  decimalFromZero,
  definitionNumber,
  extraOf,
  filled,
  freeJson,
  moment,
  orNull,
  textOrNull,
} from "#shared/api/fields.ts";
import { type CodedUnit, codedUnitSchema } from "#shared/incentive/coded-unit.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { perCurrency } from "#shared/kernel/currency.ts";
import { foldCode } from "#shared/kernel/fold-code.ts";
import type { AllocationId, DefinitionId } from "#shared/kernel/ids.ts";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { firstInstantOf, type Instant, lastInstantOf, UTC } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

/** The most codes in one request. */
const BATCH_MAX = 1000;

/** The kinds of definitions that have pools, as the API names them. */
const DEFINITION_TYPES = {
  benefit: "benefit_definition",
  reward: "reward_definition",
  point: "point_definition",
} as const satisfies Readonly<Record<CodedUnit, string>>;

const definitionTypeSchema = z.enum(Object.values(DEFINITION_TYPES));

/** The most characters of a CSV text. */
const CSV_MAX = 500_000;

/** A code to load: an object, or a line of a CSV text with these columns. */
export const newAllocationSchema = perCurrency((currency) =>
  z
    .object({
      code: filled(100).refine((code) => foldCode(code) !== "", "must have a letter or digit"),
      name: textOrNull(200).optional(),
      value: orNull(decimalFromZero(currency)).optional(),
      valid_from: orNull(moment).optional(),
      valid_to: orNull(moment).optional(),
      external_id: textOrNull(100).optional(),
      meta: orNull(freeJson).optional(),
    })
    .refine(
      ({ valid_from: from, valid_to: to }) =>
        !from || !to || firstInstantOf(from, UTC) <= lastInstantOf(to, UTC),
      { path: ["valid_to"], message: "must not be before valid_from" },
    ),
);
type NewAllocation = z.output<ReturnType<typeof newAllocationSchema>>;

/** Codes for the pool of a definition (DOMAIN §6.7). */
export const allocationBatchSchema = perCurrency((currency) =>
  z
    .object({
      definition: z.object({ id: definitionNumber, type: definitionTypeSchema }),
      allocations: z.array(newAllocationSchema(currency)).min(1).max(BATCH_MAX).optional(),
      /** Instead of `allocations`: RFC 4180, with the names of the columns in the first line. */
      csv: z.string().min(1).max(CSV_MAX).optional(),
    })
    .refine(({ allocations, csv }) => (allocations === undefined) !== (csv === undefined), {
      path: ["allocations"],
      message: "must be sent, or else csv, and not both",
    }),
);

/** Whose pool a batch is for. */
export const poolOf = ({
  id,
  type,
}: z.output<ReturnType<typeof allocationBatchSchema>>["definition"]) => ({
  unit: assertDefined(
    codedUnitSchema.options.find((unit) => DEFINITION_TYPES[unit] === type),
    "a type is that of a unit",
  ),
  definition: { id },
});

/** Codes in our terms. Days are whole days in UTC. */
export const newCodesOf = (allocations: readonly NewAllocation[]) =>
  allocations.map((each) => ({
    code: each.code,
    name: each.name ?? null,
    valueCents: each.value ?? null,
    validFrom: each.valid_from ? firstInstantOf(each.valid_from, UTC) : null,
    validTo: each.valid_to ? lastInstantOf(each.valid_to, UTC) : null,
    externalId: each.external_id ?? null,
    extra: extraOf({ meta: each.meta }),
  }));

/** What was loaded, and the codes that were there already, by their positions from 0. */
export const allocationsLoadedSchema = z.object({
  loaded: z.int(),
  skipped: z.array(z.object({ index: z.int(), message: z.string() })),
});

/** The same, with what to do about it. */
export const allocationsLoadedView = (done: {
  readonly loaded: number;
  readonly skipped: readonly number[];
}): z.output<typeof allocationsLoadedSchema> => ({
  loaded: done.loaded,
  skipped: done.skipped.map((index) => ({
    index,
    message:
      "There is such a code already; capitals, blanks and hyphens don't count. Send another one.",
  })),
});

/** A code of a pool as the API shows it. */
export const allocationViewSchema = z.object({
  id: z.int(),
  code: z.string(),
  name: z.string().nullable(),
  value: z.number().nullable(),
  definition_type: definitionTypeSchema,
  definition_id: z.int(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  allocated_at: z.string().nullable(),
  allocated_type: codedUnitSchema.nullable(),
  /** What has taken it. */
  allocated_id: z.int().nullable(),
  profile_id: z.string().nullable(),
  external_id: z.string().nullable(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});

type Shown = {
  readonly id: AllocationId;
  readonly code: string;
  readonly name: string | null;
  readonly valueCents: Cents | null;
  readonly definitionId: DefinitionId;
  readonly unit: CodedUnit;
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
  readonly allocatedAt: Instant | null;
  readonly profileId: string | null;
  readonly externalId: string | null;
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** A code as the API shows it. */
export const allocationView = (
  each: Shown,
  takenBy: number | null,
  currency: Currency,
): z.output<typeof allocationViewSchema> => ({
  id: each.id,
  code: each.code,
  name: each.name,
  value: each.valueCents === null ? null : centsToDecimal(each.valueCents, currency),
  definition_type: DEFINITION_TYPES[each.unit],
  definition_id: each.definitionId,
  valid_from: momentText(each.validFrom),
  valid_to: momentText(each.validTo),
  allocated_at: momentText(each.allocatedAt),
  allocated_type: each.allocatedAt === null ? null : each.unit,
  allocated_id: takenBy,
  profile_id: each.profileId,
  external_id: each.externalId,
  meta: each.extra["meta"] ?? null,
  created_at: formatV3(each.createdAt),
  updated_at: formatV3(each.updatedAt),
});

const momentText = (at: Instant | null): string | null => (at === null ? null : formatV3(at));

const valueCountSchema = z.object({ value: z.number().nullable(), count: z.int() });

/**
 * How many codes there are, how many are taken or remain, and how many of each value. One that
 * nobody took before it ended is neither.
 */
export const allocationCountSchema = z.object({
  all: z.int(),
  redeemed: z.int(),
  remaining: z.int(),
  /** Spelled as the original API spells it. */
  group: z.object({ redeemd: z.array(valueCountSchema), remaining: z.array(valueCountSchema) }),
});

type ValueCount = {
  readonly valueCents: Cents | null;
  readonly all: number;
  readonly redeemed: number;
  readonly remaining: number;
};

/** The same from the counts of each value. */
export const allocationCountView = (
  counts: readonly ValueCount[],
  currency: Currency,
): z.output<typeof allocationCountSchema> => {
  const groupOf = (countOf: (of: ValueCount) => number) =>
    counts
      .filter((each) => countOf(each) > 0)
      .map((each) => ({
        value: each.valueCents === null ? null : centsToDecimal(each.valueCents, currency),
        count: countOf(each),
      }));
  const sumOf = (groups: readonly { readonly count: number }[]) =>
    groups.reduce((sum, { count }) => sum + count, 0);
  const redeemd = groupOf(({ redeemed }) => redeemed);
  const remaining = groupOf((each) => each.remaining);
  return {
    all: counts.reduce((sum, { all }) => sum + all, 0),
    redeemed: sumOf(redeemd),
    remaining: sumOf(remaining),
    group: { redeemd, remaining },
  };
};
