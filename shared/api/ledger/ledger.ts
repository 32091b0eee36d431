import { z } from "zod";
import { apiAmount } from "#shared/api/api-amount.ts";
import { momentOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { encoderOf, type Inside, named } from "#shared/kernel/codec.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, cents, centsToDecimal } from "#shared/kernel/money.ts";
import { pluck } from "#shared/kernel/object.ts";
import { type HandReason, handReasonSchema } from "#shared/ledger/by-hand.ts";
import { type EntryKind, type EntrySource, type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { handWords } from "./by-hand.ts";

const fields = {
  id: named("number", shown(z.int())),
  expires_at: momentOrNull,
  occurred_at: shownMoment,
  created_at: named("recordedAt", shownMoment),
  updated_at: named("recordedAt", shownMoment),
};

/** A ledger entry as the API shows it (DOMAIN §11.8). */
export const ledgerViewSchema = z.object({
  ...pluck(fields, "view"),
  profile: z.object({ id: z.string(), email: z.string().nullable() }),
  /** `transaction` for entries caused by a transaction, else the unit. */
  type: z.enum(["transaction", ...unitSchema.options]),
  type_attributes: z.object({
    id: z.string(),
    kind: z.string(),
    unit: z.string(),
    entry_id: z.string(),
    lot_id: z.string(),
    definition_id: z.int().nullable(),
    /** Our addition, like the next three: what caused it. */
    source_type: z.string(),
    source_id: z.string(),
    source_level: z.int().nullable(),
    source_transaction_id: z.int().nullable(),
    /** Our addition: why head office did it by hand. */
    reason: handReasonSchema.nullable(),
    reference: z.string().nullable(),
  }),
  description: z.string(),
  dollar_value: z.number(),
  dollar_balance: z.number(),
  point_value: z.number(),
  point_balance: z.number(),
  point_dollar_value: z.number(),
  /** Our addition: `dollar_balance` adds up discounts only. */
  credit_balance: z.number(),
});
type LedgerView = z.infer<typeof ledgerViewSchema>;

/** A ledger entry with its profile and the running balances. */
type LedgerEntryOf = Inside<typeof fields> & {
  readonly profile: { readonly id: string; readonly email: string | null };
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly unit: Unit;
  readonly definitionId: number | null;
  readonly lotId: string;
  readonly amount: number;
  readonly valueCents: Cents;
  readonly source: EntrySource;
  readonly reason: HandReason | null;
  readonly reference: string | null;
  readonly balances: Readonly<Record<Unit, number>>;
};

const encode = encoderOf(fields);

/** A ledger entry as the API shows it. */
export const ledgerView = (line: LedgerEntryOf, currency: Currency): LedgerView => {
  const { source } = line;
  const { isTransaction } = SOURCES[source.type];
  return {
    ...encode(line),
    profile: { id: line.profile.id, email: line.profile.email },
    type: isTransaction ? "transaction" : line.unit,
    type_attributes: {
      id: isTransaction ? source.id : line.lotId,
      kind: line.kind,
      unit: line.unit,
      entry_id: line.entryId,
      lot_id: line.lotId,
      definition_id: line.definitionId,
      source_type: source.type,
      source_id: source.id,
      source_level: source.reached?.level ?? null,
      source_transaction_id: source.reached?.transactionId ?? null,
      reason: line.reason,
      reference: line.reference,
    },
    description: `${line.kind} ${line.unit} by ${source.type}${handWords(line)}`,
    ...NOTHING_MOVED,
    ...SHOWN[line.unit].moved(line, currency),
    dollar_balance: centsToDecimal(cents(balanceIn("dollar_balance", line)), currency),
    point_balance: apiAmount("point", balanceIn("point_balance", line), currency),
    credit_balance: centsToDecimal(cents(balanceIn("credit_balance", line)), currency),
  };
};

const NOTHING_MOVED = { dollar_value: 0, point_value: 0, point_dollar_value: 0 };

type Shown = {
  /** The fields that show what an entry moved. */
  readonly moved: (line: LedgerEntryOf, currency: Currency) => Partial<typeof NOTHING_MOVED>;
  /** The field that adds up what is held of it; null if none does. */
  readonly heldIn: "dollar_balance" | "point_balance" | "credit_balance" | null;
};

/** How each unit is shown. */
const SHOWN: Readonly<Record<Unit, Shown>> = {
  reward: {
    moved: ({ valueCents }, currency) => ({ dollar_value: centsToDecimal(valueCents, currency) }),
    heldIn: "dollar_balance",
  },
  point: {
    moved: ({ amount, valueCents }, currency) => ({
      point_value: apiAmount("point", amount, currency),
      point_dollar_value: centsToDecimal(valueCents, currency),
    }),
    heldIn: "point_balance",
  },
  benefit: { moved: () => ({}), heldIn: null },
  credit: {
    moved: ({ valueCents }, currency) => ({ dollar_value: centsToDecimal(valueCents, currency) }),
    heldIn: "credit_balance",
  },
};

const balanceIn = (field: Shown["heldIn"], { balances }: LedgerEntryOf): number =>
  unitSchema.options
    .filter((unit) => SHOWN[unit].heldIn === field)
    .reduce((sum, unit) => sum + balances[unit], 0);
