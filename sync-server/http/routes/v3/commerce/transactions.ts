import type { FastifyReply } from "fastify";
import { z } from "zod";
import { extraOf, rowNumber } from "#shared/api/fields.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type TransactionId, transactionIdSchema } from "#shared/kernel/ids.ts";
import type { TransactionAnswer } from "#sync-server/commerce/transaction-answer.ts";
import {
  answerDeleted,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import { commandIdOf } from "#sync-server/http/routes/v3/idempotency-key.ts";
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import {
  balancesSchema,
  balancesView,
} from "#sync-server/http/routes/v3/profiles/balances-view.ts";
import {
  profileParams,
  readLivingProfile,
} from "#sync-server/http/routes/v3/profiles/living-profile.ts";
import {
  type Plane,
  planeOf,
  type V3App,
  type V3Deps,
} from "#sync-server/http/routes/v3/v3-deps.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { listTransactions } from "#sync-server/storage/transaction-list.ts";
import { readTransaction } from "#sync-server/storage/transaction-store.ts";
import {
  fixedFieldsIn,
  profileRefOf,
  transactionBodySchema,
  transactionChangeSchema,
  transactionInputOf,
  upsertBodySchema,
} from "./transaction-body.ts";
import { refuseTransaction } from "./transaction-errors.ts";
import { transactionFilters } from "./transaction-filters.ts";
import { earnedView, transactionViewSchema, transactionViews } from "./transaction-view.ts";

const docs = { tags: ["transactions"] };
const params = z.object({ id: rowNumber.pipe(transactionIdSchema) });

/** A transaction as it is answered to who wrote it: with what its profile holds now; null for a guest. */
export const writtenSchema = transactionViewSchema.extend({ balances: balancesSchema.nullable() });

/** `/transactions` and those of one profile (DOMAIN §12). */
export const addTransactions = (app: V3App, deps: V3Deps): void => {
  const view = async ({ read }: Plane, id: TransactionId) => {
    const transaction = await readTransaction(read, id);
    return transaction ? ((await transactionViews(read, [transaction]))[0] ?? null) : null;
  };

  /** What was decided when it was first answered, over the transaction as it stands. */
  const answerView = async (plane: Plane, answer: TransactionAnswer) => {
    const transaction = assertDefined(
      await view(plane, answer.transactionId),
      "what was just written",
    );
    const earned = earnedView(await loadProgramme(plane.read), answer.earned);
    return { ...transaction, earned, balances: answer.balances && balancesView(answer.balances) };
  };

  app.route({
    method: "GET",
    url: "/transactions",
    schema: {
      ...docs,
      summary: "List transactions",
      querystring: listQuerySchema,
      response: { 200: pageOf(transactionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, transactionFilters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listTransactions(read, asked.value.query);
      return envelopeOf(request, asked.value.page, {
        data: await transactionViews(read, rows),
        total,
      });
    },
  });

  app.route({
    method: "POST",
    url: "/transactions",
    schema: {
      ...docs,
      summary: "Post a finished sale or return",
      description: "Answers with the points it has earned and what the profile holds now.",
      body: transactionBodySchema,
      response: { 201: one(writtenSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const commandId = commandIdOf(request, "post_transaction");
      if (!commandId.ok) return refuseFields(reply, commandId.error);
      const posted = await plane.write("postTransaction", {
        mode: "create",
        transaction: transactionInputOf(request.body),
        id: null,
        commandId: commandId.value,
      });
      if (!posted.ok) return refuseTransaction(reply, posted.error);
      return reply.code(201).send({ data: await answerView(plane, posted.value) });
    },
  });

  app.route({
    method: "POST",
    url: "/transactions/update-create",
    schema: {
      ...docs,
      summary: "Post a transaction, or correct the one that its system and external id name",
      description:
        "The same body again gets the first answer and doubles nothing. Another body corrects the transaction, points by their difference.",
      body: upsertBodySchema,
      response: { 200: one(writtenSchema), 201: one(writtenSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const id = transactionIdSchema.safeParse(request.body.id);
      const posted = await plane.write("postTransaction", {
        mode: "upsert",
        transaction: transactionInputOf(request.body),
        id: id.success ? id.data : null,
        commandId: null,
      });
      if (!posted.ok) return refuseTransaction(reply, posted.error);
      const data = await answerView(plane, posted.value);
      return reply.code(posted.value.status === "created" ? 201 : 200).send({ data });
    },
  });

  app.route({
    method: "GET",
    url: "/transactions/external/:external_id",
    schema: {
      ...docs,
      summary: "Read the transaction that a system sent under this id",
      params: z.object({ external_id: z.string().max(190) }),
      querystring: z.looseObject({ system: z.string().max(64).optional() }),
      response: { 200: one(transactionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const { system } = request.query;
      const { rows } = await listTransactions(read, {
        filters: [
          { field: "external_id", operator: "eq", value: request.params.external_id },
          ...(system === undefined
            ? []
            : [{ field: "system", operator: "eq", value: system } as const]),
        ],
        search: null,
        sort: [],
        limit: 1,
        offset: 0,
      });
      const [data] = await transactionViews(read, rows);
      return data ? { data } : refuseUnknown(reply, "transaction");
    },
  });

  app.route({
    method: "GET",
    url: "/transactions/:id",
    schema: {
      ...docs,
      summary: "Read a transaction",
      params,
      response: { 200: one(transactionViewSchema) },
    },
    handler: async (request, reply) => {
      const data = await view(planeOf(deps, request), request.params.id);
      return data ? { data } : refuseUnknown(reply, "transaction");
    },
  });

  app.route({
    method: "PUT",
    url: "/transactions/:id",
    // What may not change is told by name before the schema leaves it out.
    preValidation: async (request, reply): Promise<FastifyReply | undefined> => {
      const fixed = fixedFieldsIn(request.body);
      if (fixed.length === 0) return undefined;
      const message = (field: string) =>
        `The ${field.replaceAll("_", " ")} of a finished transaction cannot be changed. Void it and post a new one, or send it to /transactions/update-create.`;
      return refuseFields(
        reply,
        Object.fromEntries(fixed.map((field) => [field, [message(field)]])),
      );
    },
    schema: {
      ...docs,
      summary: "Void a transaction, tag it, or link a guest's to a profile",
      params,
      body: transactionChangeSchema,
      response: { 200: one(writtenSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const { body } = request;
      const changed = await plane.write("changeTransaction", {
        id: request.params.id,
        isVoid: body.is_void ?? null,
        profile: profileRefOf(body),
        extra: extraOf({ tags: body.tags, meta: body.meta }),
      });
      if (!changed.ok) return refuseTransaction(reply, changed.error);
      return { data: await answerView(plane, changed.value) };
    },
  });

  app.route({
    method: "DELETE",
    url: "/transactions/:id",
    schema: { ...docs, summary: "Void a transaction; it stays in the books", params },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const { id } = request.params;
      const change = { id, isVoid: true, profile: null, extra: {} };
      const changed = await write("changeTransaction", change);
      return changed.ok ? answerDeleted(reply) : refuseTransaction(reply, changed.error);
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/transactions",
    schema: {
      ...docs,
      summary: "List the transactions of a profile",
      params: profileParams,
      querystring: listQuerySchema,
      response: { 200: pageOf(transactionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const asked = parseListQuery(request.query, transactionFilters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listTransactions(read, asked.value.query, profile.id);
      return envelopeOf(request, asked.value.page, {
        data: await transactionViews(read, rows),
        total,
      });
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/transactions/:id",
    schema: {
      ...docs,
      summary: "Read a transaction of a profile",
      params: profileParams.extend(params.shape),
      response: { 200: one(transactionViewSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const profile = await readLivingProfile(plane.read, request.params.profile_id);
      const data = profile && (await view(plane, request.params.id));
      return data && data.profile_id === profile.id
        ? { data }
        : refuseUnknown(reply, "transaction of this profile");
    },
  });
};
