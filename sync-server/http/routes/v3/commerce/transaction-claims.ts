import {
  claimOf,
  transactionClaimBodySchema,
  transactionClaimView,
  transactionClaimViewSchema,
} from "#shared/api/commerce/transaction-claim.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { transactionClaimIdSchema } from "#shared/kernel/ids.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import type { ClaimTransactionRefusal } from "#sync-server/commerce/claims/claim-transaction.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  conflict,
  invalid,
  keyReused,
  staffUnknown,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { listClaims, readClaimOf } from "#sync-server/storage/commerce/transaction-claim-store.ts";
import {
  type TransactionClaim,
  transactionClaimTable,
} from "#sync-server/storage/commerce/transaction-claim-table.ts";
import { resolveAlias } from "#sync-server/storage/profile/profile-store.ts";

type Refusal = ClaimTransactionRefusal | { readonly reason: "profile_differs" };

/** `/profiles/{id}/transactions/claims`: sales made without saying who (DOMAIN §12.6). */
export const transactionClaims = profileResource({
  path: "/transactions/claims",
  noun: "transaction claim",
  scope: "transaction-claims",
  id: rowNumber.pipe(transactionClaimIdSchema),
  view: transactionClaimViewSchema,
  list: {
    filters: filtersOf(transactionClaimTable, {
      receipt_ref: "transaction_receipt_ref",
      total_e4: "transaction_total",
      location_code: "transaction_location_external_code",
    }),
    page: ({ read, profile, now }, query) => listClaims(read, profile.id, query, now),
  },
  read: ({ read, profile }, id) => readClaimOf(read, profile.id, id),
  create: {
    body: transactionClaimBodySchema,
    status: 200,
    alsoStatus: 201,
    write: async ({
      read,
      write,
      profile,
      body,
      commandId,
      reply,
    }): Promise<Result<TransactionClaim, Refusal>> => {
      // The one in the path is a winner already, if it names a profile that was merged ([I2]).
      const namedId = await resolveAlias(read, body.profile_id ?? profile.id);
      if (namedId !== profile.id) return err({ reason: "profile_differs" });
      const input = { ...claimOf(body), profileId: profile.id, commandId };
      const made = await write("claimTransaction", input);
      if (made.ok) reply.code(made.value.isRepeat ? 200 : 201);
      return rowWritten(made, ({ id }) => readClaimOf(read, profile.id, id));
    },
    summary: "Claim a sale for a profile",
    description:
      "It becomes the profile's at once if it has arrived, or when it arrives before the claim expires. A claim that the profile has made before is answered with that one and 200, unless it has found nothing.",
  },
  remove: {
    write: ({ write, profile }, id) =>
      write("deleteTransactionClaim", { profileId: profile.id, id }),
    summary: "Take back a claim that still waits",
  },
  show: ({ now }, rows) => rows.map((row) => transactionClaimView(row, now)),
  refusals: {
    key_reused: keyReused,
    profile_unknown: unknown("profile"),
    profile_differs: invalid("profile_id", "The profile isn't the one in the path."),
    staff_unknown: staffUnknown,
    in_the_future: invalid("transaction_transacted_at", "This day hasn't come yet."),
    too_long_before_joining: invalid(
      "transaction_transacted_at",
      "The sale was too long before the customer joined.",
    ),
    too_many_open: conflict("Too many claims of this profile are waiting for their sales."),
    too_many_wrong: conflict("Too many claims have found nothing. Try again tomorrow."),
    already_credited: invalid(
      "transaction_receipt_ref",
      "This sale has already been credited to a customer.",
    ),
    claim_unknown: unknown("transaction claim of this profile"),
    claim_over: conflict("This claim is no longer waiting, so it can't be deleted."),
  },
});
