import { z } from "zod";
import {
  fixedFieldsChanged,
  transactionBodySchema,
  transactionChangeSchema,
  upsertBodySchema,
} from "#shared/api/commerce/transaction-body.ts";
import {
  transactionViewSchema,
  writtenTransactionSchema,
} from "#shared/api/commerce/transaction-view.ts";
import { one } from "#shared/api/envelope.ts";
import { extraOf, rowNumber } from "#shared/api/fields.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { type TransactionId, transactionIdSchema } from "#shared/kernel/ids.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import type { TransactionAnswer } from "#sync-server/commerce/transaction-answer.ts";
import type {
  ReferenceRefusal,
  TransactionRefusal,
} from "#sync-server/commerce/transaction-input.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  conflict,
  found,
  invalid,
  invalidFields,
  keyReused,
  noRate,
  type RefusalTable,
  staffUnknown,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Call, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  listTransactions,
  transactionList,
} from "#sync-server/storage/commerce/transaction-list.ts";
import {
  findTransaction,
  findTransactionOfAnySystem,
  readTransaction,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import { profileRefOf, transactionInputOf } from "./transaction-body.ts";
import { transactionViews, writtenTransactionViews } from "./transaction-view.ts";

/** What a sale can refer to wrongly, whether it is posted or only looked ahead to. */
export const REFERENCE_REFUSALS: RefusalTable<ReferenceRefusal> = {
  profile_unknown: invalid("profile_id", "There is no such profile. Leave it out for a guest."),
  location_unknown: invalid("location_id", "There is no such location."),
  staff_unknown: staffUnknown,
  redemption_unknown: invalid("redemption_id", "The profile has no such redemption."),
  currency_foreign: ({ currency, own }) => noRate(currency, own),
  total_too_large: ({ own }) =>
    invalid("total", `It comes to more ${own} than an amount may. Check the currency.`),
  in_the_future: invalid("transacted_at", "The time is more than a day in the future."),
};

const REFUSALS: RefusalTable<TransactionRefusal> = {
  ...REFERENCE_REFUSALS,
  key_reused: keyReused,
  transaction_unknown: unknown("transaction"),
  already_exists: ({ transactionId }) => ({
    ...conflict(
      "This system has already sent a transaction with this external id. To correct it, send it to /transactions/update-create.",
    ),
    transaction: { id: transactionId },
  }),
  profile_differs: ({ profileId }) =>
    invalid(
      "profile_id",
      "The transaction belongs to another profile and can't move. Void it and post a new one.",
      { profile: { id: profileId } },
    ),
  other_redemption: ({ redemptionId }) =>
    invalid(
      "redemption_id",
      `The sale is paid with redemption ${redemptionId}. Void the sale, which reverses that one, before it names another.`,
      { redemption: { id: redemptionId } },
    ),
  redemption_for_other_sale: invalid(
    "redemption_id",
    "The redemption was made for another sale: its transaction_external_id or transaction_receipt_ref differs. Send the redemption of this sale.",
  ),
  redemption_reversed: conflict("The redemption has been reversed. Redeem again, for a new sale."),
};

const filters = filtersOf(transactionList, {
  system: "systems.handle",
  profile_identifier: "profile.identities.identifier",
  location_name: "location.name",
  total_cents: "total",
  total_original_cents: "total_original",
  tag: "tags.handle",
});

const FILTERED_TOTALS =
  "Totals are filtered and sorted in minor units of each transaction's own currency, and a filter is read with the decimals of the tenant's: if that is AUD, `filter[total]=50` also finds 5000 JPY. Filter by `currency` as well where there are several.";

const shared = {
  path: "/transactions",
  noun: "transaction",
  id: rowNumber.pipe(transactionIdSchema),
  view: transactionViewSchema,
  show: ({ read, currency }: Plane, rows: readonly TransactionRecord[]) =>
    transactionViews(read, rows, currency),
};

/** `/transactions`, to read (DOMAIN §12). */
export const transactions = resource({
  ...shared,
  list: {
    filters,
    page: ({ read }, query) => listTransactions(read, query),
    description: FILTERED_TOTALS,
  },
  read: ({ read }, id) => readTransaction(read, id),
});

const ofProfile = {
  filters,
  page: ({ read, profile }: ProfilePlane, query: Parameters<typeof listTransactions>[1]) =>
    listTransactions(read, query, profile.id),
  description: FILTERED_TOTALS,
};

/** The transactions of one profile. */
export const transactionsOfProfile = profileResource({
  ...shared,
  list: ofProfile,
  read: async ({ read, profile }, id) => {
    const transaction = await readTransaction(read, id);
    return transaction?.profileId === profile.id ? transaction : null;
  },
});

/** The same under the path of another client. */
export const foundTransactions = profileResource({
  ...shared,
  path: "/find-transactions",
  list: ofProfile,
});

const FIXED =
  "of a finished transaction can't be changed. Void it and post a new one, or send it to /transactions/update-create.";

/** What a change may say about a finished transaction, besides what can change. */
type FixedFieldsRefusal = { readonly reason: "fields_fixed"; readonly fields: readonly string[] };

type Changed = Result<TransactionAnswer, TransactionRefusal | FixedFieldsRefusal>;

const CHANGE_REFUSALS: RefusalTable<TransactionRefusal | FixedFieldsRefusal> = {
  ...REFUSALS,
  fields_fixed: ({ fields }) =>
    invalidFields(
      Object.fromEntries(
        fields.map((name) => [name, [`The ${name.replaceAll("_", " ")} ${FIXED}`]]),
      ),
    ),
};

/** The fields that the body of a change would change although they are fixed. */
const fixedFieldsOf = async (
  { read, currency, request }: Plane & Pick<Call<unknown, unknown, unknown>, "request">,
  id: TransactionId,
): Promise<readonly string[]> => {
  const known = await readTransaction(read, id);
  const [shown] = await transactionViews(read, known ? [known] : [], currency);
  return shown ? fixedFieldsChanged(request.body, shown, currencyOf(shown.currency)) : [];
};

const written = {
  ...shared,
  view: writtenTransactionSchema,
  show: writtenTransactionViews,
  refusals: CHANGE_REFUSALS,
};

/** The writes: a sale or return, and the few changes to a finished one. */
export const transactionWrites = resource({
  ...written,
  create: {
    body: transactionBodySchema,
    isInNamedCurrency: true,
    isLenient: true,
    write: ({ write, body, commandId }) =>
      write("postTransaction", {
        mode: "create",
        transaction: transactionInputOf(body),
        id: null,
        commandId,
      }),
    summary: "Post a finished sale or return",
    description: "Returns the points it has earned and what the profile now holds.",
  },
  change: {
    body: transactionChangeSchema,
    write: async (call, id): Promise<Changed> => {
      const { write, body } = call;
      const fields = await fixedFieldsOf(call, id);
      if (fields.length > 0) return err({ reason: "fields_fixed", fields });
      return write("changeTransaction", {
        id,
        isVoid: body.is_void ?? null,
        profile: profileRefOf(body),
        extra: extraOf({ tags: body.tags, meta: body.meta }),
      });
    },
    summary: "Void a transaction, tag it, or link a guest's to a profile",
    description:
      "The whole transaction may be sent back as it was read. Its other fields can't be changed: void it and post a new one, or send it to /transactions/update-create.",
  },
  remove: {
    write: ({ write }, id) =>
      write("changeTransaction", { id, isVoid: true, profile: null, extra: {} }),
    summary: "Void a transaction; its record stays",
  },
});

const STATUS: Readonly<Record<TransactionAnswer["status"], 200 | 201>> = {
  created: 201,
  updated: 200,
  unchanged: 200,
};

/**
 * `/transactions/update-create` (DOMAIN §12.4), and `/transactions/queue` for what doesn't need to
 * know at once: it is written before the answer too.
 */
export const transactionUpserts = resource({
  ...written,
  path: "/transactions/update-create",
  alsoAt: ["/transactions/queue"],
  create: {
    body: upsertBodySchema,
    isInNamedCurrency: true,
    isLenient: true,
    scopes: ["create-transactions", "update-transactions"],
    status: 200,
    alsoStatus: 201,
    write: async ({ write, body, reply }) => {
      const posted = await write("postTransaction", {
        mode: "upsert",
        transaction: {
          ...transactionInputOf(body),
          keepsOtherItems: body.delete_existing_items === false ? true : undefined,
        },
        id: transactionIdSchema.safeParse(body.id).data ?? null,
        commandId: null,
      });
      if (posted.ok) reply.code(STATUS[posted.value.status]);
      return posted;
    },
    summary: "Post a transaction, or correct the one with its system and external id",
    description:
      "Repeating the same body gets the first answer and doubles nothing. Another body corrects the transaction, moving points by the difference: what it leaves out stays, null clears it. Lines that are sent replace the others, unless `delete_existing_items` is false. At both paths it is written before the answer.",
  },
});

/** `/transactions/external/{external_id}`: by the id that another system gave it. */
export const addTransactionByExternalId = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/transactions/external/:external_id",
    scopes: ["read-transactions"],
    tag: "transactions",
    summary: "Read the transaction that a system sent with this id",
    params: z.object({ external_id: z.string().max(190) }),
    query: z.looseObject({ system: z.string().max(64).optional() }),
    answer: one(transactionViewSchema),
    isConditional: true,
    handle: async ({ read, currency, params, query: { system } }) => {
      const { external_id: externalId } = params;
      const transaction =
        system === undefined
          ? await findTransactionOfAnySystem(read, externalId)
          : await findTransaction(read, system, externalId);
      const [data] = await transactionViews(read, transaction ? [transaction] : [], currency);
      return found(data, "transaction");
    },
  });
};
