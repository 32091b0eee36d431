import { z } from "zod";
import { apiAmount } from "#shared/api/api-amount.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type LedgerEntry, unitSchema } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { type Behind, type ExplainedBalance, earnedKey } from "#shared/redemption/behind.ts";
import { type Verdict, verdictReasonSchema, verdictStatusSchema } from "#shared/sync/verdict.ts";
import { balanceSentence, earnedSentence, lotSentence } from "./ledger-sentences.ts";
import { verdictWords } from "./verdict-words.ts";
import {
  entrySchema,
  entryView,
  ratePartSchema,
  ratePartView,
  versionSchema,
  versionView,
} from "./why-entry.ts";

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

/** Why a lot holds what it does (DOMAIN §11.11). */
export const whyLotSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  type: unitSchema,
  amount: z.number(),
  sentence: z.string(),
  entries: z.array(entrySchema),
  definitions: z.array(versionSchema),
});

/** What explains a lot, as the API shows it. */
export const whyLotView = (
  lot: Lot & { readonly number: number; readonly profileId: string },
  { entries, behind }: { readonly entries: readonly LedgerEntry[]; readonly behind: Behind },
  currency: Currency,
): z.output<typeof whyLotSchema> => ({
  id: lot.number,
  profile_id: lot.profileId,
  type: lot.unit,
  amount: apiAmount(lot.unit, lot.remaining, currency),
  sentence: lotSentence(lot, entries, behind, currency),
  entries: entries.map((entry) => entryView(entry, behind, currency)),
  definitions: behind.versions.map(versionView),
});

/** Why a transaction earned, took back or issued what it did (DOMAIN §11.11). */
export const whyTransactionSchema = z.object({
  transaction_id: z.int(),
  profile_id: z.string().nullable(),
  sentence: z.string(),
  /** By point definition, also of points that count towards tiers and have no entries. */
  earned: z.array(
    z.object({
      definition_id: z.int(),
      definition_version: z.int(),
      points: z.number(),
      rates: z.array(ratePartSchema),
      sentence: z.string(),
    }),
  ),
  entries: z.array(entrySchema),
  definitions: z.array(versionSchema),
});

type EarningTransaction = {
  readonly id: number;
  readonly profileId: string | null;
  readonly earned: readonly {
    readonly definitionId: DefinitionId;
    readonly version: number;
    readonly points: number;
  }[];
};

/** What explains a transaction, as the API shows it. */
export const whyTransactionView = (
  { id: transactionId, profileId, earned }: EarningTransaction,
  { entries, behind }: { readonly entries: readonly LedgerEntry[]; readonly behind: Behind },
  currency: Currency,
): z.output<typeof whyTransactionSchema> => {
  const shown = entries.map((entry) => entryView(entry, behind, currency));
  const explained = earned.map(({ definitionId: id, version, points }) => {
    const parts = behind.rates.get(earnedKey(transactionId, id)) ?? [];
    return {
      ...{ definition_id: id, definition_version: version },
      points: apiAmount("point", points, currency),
      rates: parts.map((part) => ratePartView(part, currency)),
      sentence: earnedSentence({ id, version, points, parts }, behind),
    };
  });
  return {
    transaction_id: transactionId,
    profile_id: profileId,
    sentence: [...explained, ...shown].map(({ sentence }) => sentence).join(" "),
    earned: explained,
    entries: shown,
    definitions: behind.versions.map(versionView),
  };
};
