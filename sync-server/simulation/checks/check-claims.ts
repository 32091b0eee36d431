import { onReceipt } from "#shared/commerce/claim.ts";
import { cents } from "#shared/kernel/money.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

type Sale = Records["transactions"][number];

/**
 * [J2] A sale without a name is claimed once, if anybody has claimed it: it belongs to whoever's
 * claim got it, and every other claim on it is rejected. [J1] Nobody's claim gets another sale.
 */
export const checkClaims = (
  history: History,
  records: Records,
  { externalId, row }: { readonly externalId: string; readonly row: Sale | undefined },
): void => {
  if (!row) return;
  const claimants = history.claims.get(externalId) ?? [];
  const own = records.claims.filter(
    (claim) =>
      claim.deleted_at === null &&
      claim.total_e4 === onReceipt(cents(row.total_cents), row.currency) &&
      lettersOf(claim.receipt_ref) === lettersOf(row.receipt_ref ?? ""),
  );
  const won = own.filter((claim) => claim.status === "claimed");
  const isRight =
    claimants.length === 0
      ? row.profile_id === null && own.length === 0
      : won.length === 1 &&
        won[0]?.transaction_id === row.id &&
        won[0].profile_id === row.profile_id &&
        own.every((claim) => claim === won[0] || claim.status === "rejected");
  if (!isRight) {
    const text = own.map((claim) => `${claim.profile_id} ${claim.status}`).join(", ");
    history.violate(`[J2] ${externalId} is ${row.profile_id}'s, after the claims ${text}`);
  }
  if (won.length > 0) history.count("sale claimed");
  if (own.length > 1) history.count("sale claimed by two");
};

/** Whose a sale is in the end. */
export const ownerOf = (records: Records, externalId: string): string | null =>
  records.transactions.find((row) => row.external_id === externalId)?.profile_id ?? null;

/** All receipts are of Latin letters and digits here. */
export const lettersOf = (text: string): string => text.replace(/[^a-z0-9]/gi, "").toUpperCase();
