import { z } from "zod";
import { apiAmount } from "#shared/api/api-amount.ts";
import { caseReference, decimal, definitionNumber } from "#shared/api/fields.ts";
import { points } from "#shared/api/incentive/points/point.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { HONOURED, type Outstanding, type Owing } from "#shared/ledger/account.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import {
  givenReasonSchema,
  type WriteOffReason,
  writeOffReasonSchema,
} from "#shared/redemption/write-off.ts";

const owedShape = {
  type: unitSchema,
  /** Null for money that was honoured: no definition issued it. */
  definition_id: z.int().nullable(),
  amount: z.number(),
};

/** What a profile owes of one kind (DOMAIN §11.9). */
export const shortfallViewSchema = z.object({ ...owedShape, since: z.string() });

/** What a profile owes, as the API shows it. */
export const shortfallView = (
  { unit, definitionId, amount, since }: Outstanding,
  currency: Currency,
): z.output<typeof shortfallViewSchema> => ({
  type: unit,
  definition_id: definitionId,
  amount: apiAmount(unit, amount, currency),
  since: formatV3(since),
});

/** How much to write off, of money or of the points of a definition, and why (DOMAIN §11.9). */
export const writeOffBodySchema = perCurrency((currency) =>
  z
    .object({
      amount: decimal(currency).refine(isPositive, POSITIVE).optional(),
      points: points.refine(isPositive, POSITIVE).optional(),
      point_definition_id: definitionNumber.optional(),
      reason: givenReasonSchema,
      reference: caseReference,
    })
    .refine((body) => (body.amount === undefined) !== (body.points === undefined), {
      path: ["amount"],
      message: "is required, or points; not both",
    })
    .refine((body) => (body.points === undefined) === (body.point_definition_id === undefined), {
      path: ["point_definition_id"],
      message: "is required with points, and only then",
    }),
);

const isPositive = (amount: number): boolean => amount > 0;
const POSITIVE = "must be more than 0";

/** What a body writes off, in our terms. */
export const writeOffOf = (
  body: z.output<ReturnType<typeof writeOffBodySchema>>,
): { readonly owing: Owing; readonly amount: number } => {
  const { points: hundredths, point_definition_id: definitionId } = body;
  if (hundredths !== undefined && definitionId !== undefined) {
    return { owing: { unit: "point", definitionId }, amount: hundredths };
  }
  return { owing: HONOURED, amount: assertDefined(body.amount, "the amount, if not points") };
};

/** Something that was written off, as the API shows it. */
export const writeOffViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  ...owedShape,
  reason: writeOffReasonSchema,
  reference: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

type Shown = {
  readonly id: number;
  readonly profileId: string;
  readonly unit: Unit;
  readonly definitionId: number | null;
  readonly amount: number;
  readonly reason: WriteOffReason;
  readonly reference: string;
  readonly createdAt: Instant;
};

/** Something that was written off, as the API shows it. It never changes. */
export const writeOffView = (
  writeOff: Shown,
  currency: Currency,
): z.output<typeof writeOffViewSchema> => ({
  id: writeOff.id,
  profile_id: writeOff.profileId,
  type: writeOff.unit,
  definition_id: writeOff.definitionId,
  amount: apiAmount(writeOff.unit, writeOff.amount, currency),
  reason: writeOff.reason,
  reference: writeOff.reference,
  created_at: formatV3(writeOff.createdAt),
  updated_at: formatV3(writeOff.createdAt),
});
