import { negateCents, sumCents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, type Instant, later } from "#shared/kernel/time.ts";
import { type Account, foldAccount } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { decideRedeem } from "#shared/redemption/decide.ts";
import { draftRedeem } from "#shared/redemption/draft-redeem.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { decideRedeemBenefit } from "#shared/redemption/redeem-benefit.ts";
import type { EarlierInSale } from "#shared/redemption/sale-limits.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import type { Command } from "#shared/sync/command.ts";
import { waitsForServer } from "#shared/sync/command-kind.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { verdictOf } from "./commands.ts";

// The server as its rules alone: what the real one adds is tested with a database.

/** What the server knows: the account, and what was drawn for which sale. */
export type TillServer = {
  readonly account: Account;
  readonly paid: readonly { readonly receiptRef: string | null; readonly draft: EntryDraft }[];
};

/** The server after it has decided on a command, as its rules have it, and its answer. */
export const takeCommand = (
  { programme, now }: { readonly programme: Programme; readonly now: Instant },
  server: TillServer,
  command: Command,
): { readonly server: TillServer; readonly verdict: Verdict } => {
  const at = waitsForServer(command) ? now : later(command.occurredAt, command.lastContactAt);
  const drafts = draftsOf(server, programme, { ...command, occurredAt: at });
  const { commandId } = command;
  if (drafts === null) return { server, verdict: verdictOf({ commandId, status: "refused" }) };
  const account = foldAccount(drafts, server.account);
  const receiptRef = command.kind === "redeem" ? command.receiptRef : null;
  const paid = drafts.map((draft) => ({ receiptRef, draft }));
  const isShort = drafts.some(({ kind }) => kind === "shortfall");
  return {
    server: { account, paid: [...server.paid, ...paid] },
    verdict: verdictOf({
      ...{ commandId, accountVersion: account.version },
      status: isShort ? "accepted_short" : "accepted",
    }),
  };
};

/** Null if it is refused. */
const draftsOf = (
  server: TillServer,
  programme: Programme,
  command: Command,
): readonly EntryDraft[] | null => {
  const { account } = server;
  if (command.kind === "redeem") {
    const whenShort = waitsForServer(command) ? "refuse" : "honour";
    const earlier = paidFor(server, command.receiptRef, command.occurredAt);
    const decided = decideRedeem(account, programme, { ...command, whenShort, earlier });
    return decided.ok ? draftRedeem(account, decided.value, command) : null;
  }
  if (command.kind !== "redeem_benefit") return [];
  const lot = account.lots.find(({ lotId }) => lotId === command.lotId);
  const definition = programme.definitions.benefit.find(({ id }) => id === lot?.definitionId);
  if (!lot || !definition) return null;
  const decided = decideRedeemBenefit(account, definition, lot, command);
  return decided.ok ? decided.value : null;
};

/** What was drawn for a sale in the day before ([K5]). */
export const paidFor = (
  server: TillServer,
  receiptRef: string | null,
  at: Instant,
): EarlierInSale | null => {
  if (receiptRef === null) return null;
  const own = server.paid
    .filter((each) => each.receiptRef === receiptRef)
    .flatMap(({ draft }) => (draft.occurredAt > addMs(at, -DAY_MS) ? [draft] : []));
  const sum = (isDiscount: boolean) =>
    negateCents(
      sumCents(
        own.flatMap(({ unit, valueCents }) =>
          UNITS[unit].isDiscount === isDiscount ? [valueCents] : [],
        ),
      ),
    );
  return { discountCents: sum(true), creditCents: sum(false) };
};
