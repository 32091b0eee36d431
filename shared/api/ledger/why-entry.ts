import { z } from "zod";
import { apiAmount } from "#shared/api/api-amount.ts";
import type { Definition } from "#shared/incentive/definition.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { handReasonSchema } from "#shared/ledger/by-hand.ts";
import { type LedgerEntry, unitSchema } from "#shared/ledger/entry.ts";
import { type Behind, type RatePart, ratesOfEntry } from "#shared/redemption/behind.ts";
import { entrySentence } from "./ledger-sentences.ts";

/** What a rate decided of the points of a sale, before they were rounded in one. */
export const ratePartSchema = z.object({
  /** With `version`, one of `definitions`, which has its conditions; null: the usual rate. */
  id: z.int().nullable(),
  version: z.int().nullable(),
  points: z.number(),
  /** `name` is null for fees, and for what no line explains. */
  items: z.array(
    z.object({
      name: z.string().nullable(),
      sku: z.string().nullable(),
      amount: z.number(),
      points: z.number(),
    }),
  ),
});

export const entrySchema = z.object({
  entry_id: z.string(),
  command_id: z.string(),
  kind: z.string(),
  type: unitSchema,
  amount: z.number(),
  value: z.number(),
  lot_id: z.string(),
  /** With `definition_version`, one of `definitions`. */
  definition_id: z.int().nullable(),
  definition_version: z.int(),
  rates: z.array(ratePartSchema),
  source: z.object({
    type: z.string(),
    /** With `version`, one of `definitions`, if it's an achievement or a tier. */
    id: z.string(),
    version: z.int().nullable(),
    level: z.int().nullable(),
    transaction_id: z.int().nullable(),
  }),
  reason: handReasonSchema.nullable(),
  reference: z.string().nullable(),
  expires_at: z.string().nullable(),
  occurred_at: z.string(),
  recorded_at: z.string(),
  sentence: z.string(),
});

export const versionSchema = z.object({
  id: z.int(),
  version: z.int(),
  kind: z.string(),
  name: z.string(),
  handle: z.string(),
  /** The definition as it was: amounts in minor units, points in hundredths. */
  conditions: anyJson,
});

/** An entry with its sentence. */
export const entryView = (
  entry: LedgerEntry,
  behind: Behind,
  currency: Currency,
): z.output<typeof entrySchema> => ({
  entry_id: entry.entryId,
  command_id: entry.commandId,
  kind: entry.kind,
  type: entry.unit,
  amount: apiAmount(entry.unit, entry.amount, currency),
  value: centsToDecimal(entry.valueCents, currency),
  lot_id: entry.lotId,
  definition_id: entry.definitionId,
  definition_version: entry.definitionVersion,
  rates: ratesOfEntry(entry, behind.rates).map((part) => ratePartView(part, currency)),
  source: sourceView(entry.source),
  reason: entry.reason,
  reference: entry.reference,
  expires_at: entry.expiresAt === null ? null : formatV3(entry.expiresAt),
  occurred_at: formatV3(entry.occurredAt),
  recorded_at: formatV3(entry.recordedAt),
  sentence: entrySentence(entry, behind, currency),
});

const sourceView = ({ type, id, reached }: LedgerEntry["source"]) => ({
  ...{ type, id },
  version: reached?.version ?? null,
  level: reached?.level ?? null,
  transaction_id: reached?.transactionId ?? null,
});

/** What one rate earned, as the API shows it. */
export const ratePartView = (
  { rate, points, lines }: RatePart,
  currency: Currency,
): z.output<typeof ratePartSchema> => ({
  id: rate?.id ?? null,
  version: rate?.version ?? null,
  points: apiAmount("point", points, currency),
  items: lines.map(({ item, cents, points: earned }) => ({
    ...{ name: item?.name ?? null, sku: item?.sku ?? null },
    amount: apiAmount("reward", cents, currency),
    points: apiAmount("point", earned, currency),
  })),
});

/** A version of a definition, as it was. */
export const versionView = (definition: Definition): z.output<typeof versionSchema> => {
  const { id, version, kind, name, handle, ...conditions } = definition;
  return { id, version, kind, name, handle, conditions };
};
