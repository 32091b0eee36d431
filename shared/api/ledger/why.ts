import { z } from "zod";
import { apiAmount } from "#shared/api/api-amount.ts";
import type { Definition } from "#shared/incentive/definition.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { handReasonSchema } from "#shared/ledger/by-hand.ts";
import { type LedgerEntry, unitSchema } from "#shared/ledger/entry.ts";
import {
  type Behind,
  balanceSentence,
  type ExplainedBalance,
  entrySentence,
  lotSentence,
  type RatePart,
  ratesOfEntry,
} from "#shared/redemption/why.ts";
import { type Verdict, verdictReasonSchema, verdictStatusSchema } from "#shared/sync/verdict.ts";
import { verdictWords } from "#shared/sync/verdict-words.ts";

/** What a rate decided of the points of a sale, before they were rounded in one. */
const ratePartSchema = z.object({
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

const entrySchema = z.object({
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

const versionSchema = z.object({
  id: z.int(),
  version: z.int(),
  kind: z.string(),
  name: z.string(),
  handle: z.string(),
  /** The definition as it was: amounts in minor units, points in hundredths. */
  conditions: anyJson,
});

/** Why a profile holds what it does (DOMAIN §11.11). */
export const whyBalancesSchema = z.object({
  balances: z.array(
    z.object({
      type: unitSchema,
      definition_id: z.int().nullable(),
      amount: z.number(),
      value: z.number(),
      sentence: z.string(),
      /** How many lots it consists of; `lots` has those that would be spent first. */
      lots_total: z.int(),
      lots: z.array(
        z.object({
          lot_id: z.string(),
          amount: z.number(),
          expires_at: z.string().nullable(),
          sentence: z.string(),
          entries: z.array(entrySchema),
        }),
      ),
    }),
  ),
  definitions: z.array(versionSchema),
});

/** What explains a balance, as the API shows it. */
export const whyBalancesView = (
  balances: readonly ExplainedBalance[],
  behind: Behind,
  currency: Currency,
): z.output<typeof whyBalancesSchema> => ({
  balances: balances.map((held) => ({
    type: held.unit,
    definition_id: held.definitionId,
    amount: apiAmount(held.unit, held.amount, currency),
    value: centsToDecimal(held.worthCents, currency),
    sentence: balanceSentence(held, behind, currency),
    lots_total: held.lotsTotal,
    lots: held.lots.map(({ lot, entries }) => ({
      lot_id: lot.lotId,
      amount: apiAmount(lot.unit, lot.remaining, currency),
      expires_at: lot.expiresAt === null ? null : formatV3(lot.expiresAt),
      sentence: lotSentence(lot, entries, behind, currency),
      entries: entries.map((entry) => entryView(entry, behind, currency)),
    })),
  })),
  definitions: behind.versions.map(versionView),
});

/** Why a command issued, redeemed or was refused what it asked for (DOMAIN §11.11). */
export const whyCommandSchema = z.object({
  command_id: z.string(),
  profile_id: z.string().nullable(),
  /** The answer to a device's command; null for a request, whose refusal is its answer. */
  outcome: z
    .object({
      status: verdictStatusSchema,
      reason: verdictReasonSchema.nullable(),
      /** Which field, or which value. */
      detail: z.string().nullable(),
      available: z.number().nullable(),
      shortfall: z.number().nullable(),
      was_clamped: z.boolean(),
      recorded_at: z.string(),
    })
    .nullable(),
  sentence: z.string(),
  entries: z.array(entrySchema),
  definitions: z.array(versionSchema),
});

/** What explains a command, as the API shows it. */
export const whyCommandView = (
  {
    commandId,
    verdict,
    entries,
    behind,
  }: {
    readonly commandId: string;
    readonly verdict: Verdict | null;
    readonly entries: readonly LedgerEntry[];
    readonly behind: Behind;
  },
  currency: Currency,
): z.output<typeof whyCommandSchema> => {
  const shown = entries.map((entry) => entryView(entry, behind, currency));
  const money = (amount: Verdict["availableCents"]) =>
    amount === null ? null : centsToDecimal(amount, currency);
  return {
    command_id: commandId,
    profile_id: entries[0]?.profileId ?? verdict?.profileId ?? null,
    outcome: verdict && {
      status: verdict.status,
      reason: verdict.reason,
      detail: verdict.detail,
      available: money(verdict.availableCents),
      shortfall: money(verdict.shortfallCents),
      was_clamped: verdict.wasClamped,
      recorded_at: formatV3(verdict.recordedAt),
    },
    sentence: [
      ...(verdict ? [verdictWords(verdict, currency)] : []),
      ...shown.map(({ sentence }) => sentence),
    ].join(" "),
    entries: shown,
    definitions: behind.versions.map(versionView),
  };
};

const entryView = (
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

const ratePartView = (
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

const versionView = (definition: Definition): z.output<typeof versionSchema> => {
  const { id, version, kind, name, handle, ...conditions } = definition;
  return { id, version, kind, name, handle, conditions };
};
