import { z } from "zod";
import { balancesView } from "#shared/api/balances.ts";
import { one } from "#shared/api/envelope.ts";
import { extraOf, rowNumber } from "#shared/api/fields.ts";
import {
  fixedFieldsIn,
  transactionBodySchema,
  transactionChangeSchema,
  upsertBodySchema,
} from "#shared/api/transaction-body.ts";
import {
  earnedView,
  transactionViewSchema,
  writtenTransactionSchema,
} from "#shared/api/transaction-view.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { transactionIdSchema } from "#shared/kernel/ids.ts";
import type { TransactionAnswer } from "#sync-server/commerce/transaction-answer.ts";
import type { TransactionRefusal } from "#sync-server/commerce/transaction-input.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import {
  found,
  invalid,
  invalidFields,
  keyReused,
  type RefusalTable,
  unknown,
  written,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { listTransactions, transactionList } from "#sync-server/storage/transaction-list.ts";
import {
  findTransaction,
  findTransactionOfAnySystem,
  readTransaction,
} from "#sync-server/storage/transaction-store.ts";
import { profileRefOf, transactionInputOf } from "./transaction-body.ts";
import { transactionViews } from "./transaction-view.ts";

const REFUSALS: RefusalTable<TransactionRefusal> = {
  key_reused: keyReused,
  transaction_unknown: unknown("transaction"),
  profile_unknown: invalid("profile_id", "There is no such profile. Leave it out for a guest."),
  already_exists: ({ transactionId }) =>
    invalid(
      "external_id",
      "This system has already sent a transaction with this external id. To correct it, send it to /transactions/update-create.",
      { transaction: { id: transactionId } },
    ),
  profile_differs: ({ profileId }) =>
    invalid(
      "profile_id",
      "The transaction belongs to another profile and can't move. Void it and post a new one.",
      { profile: { id: profileId } },
    ),
  location_unknown: invalid("location_id", "There is no such location."),
  staff_unknown: invalid("staff_id", "There is no such staff member."),
  redemption_unknown: invalid("redemption_id", "The profile has no such redemption."),
  currency_foreign: ({ currency }) =>
    invalid("currency", `Only ${currency} is accepted: other currencies can't earn points yet.`),
  in_the_future: invalid("transacted_at", "The time is more than a day in the future."),
};

const filters = filtersOf(transactionList, {
  system: "systems.handle",
  profile_identifier: "profile.identities.identifier",
  location_name: "location.name",
  total_cents: "total",
  total_original_cents: "total_original",
  tag: "tags.handle",
});

const id = rowNumber.pipe(transactionIdSchema);

/** `/transactions` and those of one profile, except for the routes that write them (DOMAIN §12). */
export const transactions = resource({
  path: "/transactions",
  noun: "transaction",
  id,
  view: transactionViewSchema,
  list: {
    filters,
    page: ({ read }, query) => listTransactions(read, query),
  },
  read: ({ read }, transactionId) => readTransaction(read, transactionId),
  remove: {
    write: ({ write }, transactionId) =>
      write("changeTransaction", { id: transactionId, isVoid: true, profile: null, extra: {} }),
    summary: "Void a transaction; its record stays",
  },
  ofProfile: {
    filters,
    page: ({ read }, query, profile) => listTransactions(read, query, profile.id),
    read: async ({ read }, transactionId, profile) => {
      const transaction = await readTransaction(read, transactionId);
      return transaction?.profileId === profile.id ? transaction : null;
    },
  },
  show: ({ read }, rows) => transactionViews(read, rows),
  refusals: REFUSALS,
});

/** The answer stored when it was first written, combined with the transaction's current state. */
const answered =
  ({ read }: Plane) =>
  async (answer: TransactionAnswer) => {
    const record = assertDefined(
      await readTransaction(read, answer.transactionId),
      "the transaction just written",
    );
    const [view] = await transactionViews(read, [record]);
    return {
      ...assertDefined(view, "one view for one transaction"),
      earned: earnedView(await loadProgramme(read), answer.earned),
      balances: answer.balances && balancesView(answer.balances),
    };
  };

const STATUS: Readonly<Record<TransactionAnswer["status"], 200 | 201>> = {
  created: 201,
  updated: 200,
  unchanged: 200,
};

const tag = "transactions";

/** The routes that write a transaction, or read one by another system's id. */
export const addTransactionWrites = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/transactions",
    scopes: ["create-transactions"],
    tag,
    summary: "Post a finished sale or return",
    description: "Returns the points it has earned and what the profile now holds.",
    body: transactionBodySchema,
    keyedBy: "post_transaction",
    answer: one(writtenTransactionSchema),
    status: 201,
    handle: async (call) => {
      const transaction = transactionInputOf(call.body);
      const input = { mode: "create", transaction, id: null, commandId: call.commandId } as const;
      return written(await call.write("postTransaction", input), answered(call), REFUSALS);
    },
  });

  addRoute(mount, {
    method: "POST",
    url: "/transactions/update-create",
    scopes: ["create-transactions", "update-transactions"],
    tag,
    summary: "Post a transaction, or correct the one with its system and external id",
    description:
      "Repeating the same body gets the first answer and doubles nothing. Another body corrects the transaction, moving points by the difference.",
    body: upsertBodySchema,
    answer: one(writtenTransactionSchema),
    alsoStatus: 201,
    handle: async (call) => {
      const transaction = transactionInputOf(call.body);
      const named = transactionIdSchema.safeParse(call.body.id).data ?? null;
      const input = { mode: "upsert", transaction, id: named, commandId: null } as const;
      const posted = await call.write("postTransaction", input);
      if (posted.ok) call.reply.code(STATUS[posted.value.status]);
      return written(posted, answered(call), REFUSALS);
    },
  });

  addRoute(mount, {
    method: "GET",
    url: "/transactions/external/:external_id",
    scopes: ["read-transactions"],
    tag,
    summary: "Read the transaction that a system sent with this id",
    params: z.object({ external_id: z.string().max(190) }),
    query: z.looseObject({ system: z.string().max(64).optional() }),
    answer: one(transactionViewSchema),
    handle: async ({ read, params, query: { system } }) => {
      const { external_id: externalId } = params;
      const transaction =
        system === undefined
          ? await findTransactionOfAnySystem(read, externalId)
          : await findTransaction(read, system, externalId);
      const [data] = await transactionViews(read, transaction ? [transaction] : []);
      return found(data, "transaction");
    },
  });

  addRoute(mount, {
    method: "PUT",
    url: "/transactions/:id",
    scopes: ["update-transactions"],
    tag,
    summary: "Void a transaction, tag it, or link a guest's to a profile",
    params: z.object({ id }),
    body: transactionChangeSchema,
    answer: one(writtenTransactionSchema),
    // A field that may not change is refused by name, before the schema drops it.
    checkRaw: (body) => {
      const fixed = fixedFieldsIn(body);
      if (fixed.length === 0) return null;
      const message = (field: string) =>
        `The ${field.replaceAll("_", " ")} of a finished transaction can't be changed. Void it and post a new one, or send it to /transactions/update-create.`;
      return invalidFields(Object.fromEntries(fixed.map((field) => [field, [message(field)]])));
    },
    handle: async (call) => {
      const { body, params } = call;
      const changed = await call.write("changeTransaction", {
        id: params.id,
        isVoid: body.is_void ?? null,
        profile: profileRefOf(body),
        extra: extraOf({ tags: body.tags, meta: body.meta }),
      });
      return written(changed, answered(call), REFUSALS);
    },
  });
};
