import { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import { centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { refuseFields, refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import { apiAmount } from "#sync-server/http/routes/v3/api-amount.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import {
  profileParams,
  readLivingProfile,
} from "#sync-server/http/routes/v3/profiles/living-profile.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { type LedgerLine, listLedger, readLedgerLine } from "#sync-server/storage/ledger-list.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";

const docs = { tags: ["ledgers"] };

export const ledgerViewSchema = z.object({
  id: z.int(),
  profile: z.object({ id: z.string(), email: z.string().nullable() }),
  /** `transaction` for what a transaction moved, else the unit. */
  type: z.enum(["transaction", ...unitSchema.options]),
  type_attributes: z.object({
    id: z.string(),
    kind: z.string(),
    unit: z.string(),
    entry_id: z.string(),
    lot_id: z.string(),
    definition_id: z.int().nullable(),
  }),
  description: z.string(),
  dollar_value: z.number(),
  dollar_balance: z.number(),
  point_value: z.int(),
  point_balance: z.int(),
  point_dollar_value: z.number(),
  expires_at: z.string().nullable(),
  occurred_at: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});
type LedgerView = z.infer<typeof ledgerViewSchema>;

/** `/profiles/{id}/ledgers` (DOMAIN §11.8): every movement, newest first. Read only. */
export const addLedgers = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/profiles/:profile_id/ledgers",
    schema: {
      ...docs,
      summary: "List every movement of value of a profile",
      params: profileParams,
      querystring: listQuerySchema,
      response: { 200: pageOf(ledgerViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const asked = parseListQuery(request.query, {});
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listLedger(read, profile.id, asked.value.query);
      const data = rows.map((line) => ledgerView(profile, line));
      return envelopeOf(request, asked.value.page, { data, total });
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/ledgers/:id",
    schema: {
      ...docs,
      summary: "Read one movement",
      params: profileParams.extend({ id: rowNumber }),
      response: { 200: one(ledgerViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      const line = profile && (await readLedgerLine(read, profile.id, request.params.id));
      return line ? { data: ledgerView(profile, line) } : refuseUnknown(reply, "ledger entry");
    },
  });
};

const ledgerView = (profile: ProfileRecord, line: LedgerLine): LedgerView => {
  const isTransaction = line.sourceType === "transaction";
  return {
    id: line.number,
    profile: { id: profile.id, email: profile.email },
    type: isTransaction ? "transaction" : line.unit,
    type_attributes: {
      id: isTransaction ? line.sourceId : line.lotId,
      kind: line.kind,
      unit: line.unit,
      entry_id: line.entryId,
      lot_id: line.lotId,
      definition_id: line.definitionId,
    },
    description: `${line.kind} ${line.unit} by ${line.sourceType}`,
    ...NOTHING_MOVED,
    ...MOVED[line.unit](line),
    dollar_balance: apiAmount("reward", line.balances.reward),
    point_balance: line.balances.point,
    expires_at: line.expiresAt === null ? null : formatV3(line.expiresAt),
    occurred_at: formatV3(line.occurredAt),
    created_at: formatV3(line.recordedAt),
    updated_at: formatV3(line.recordedAt),
  };
};

const NOTHING_MOVED = { dollar_value: 0, point_value: 0, point_dollar_value: 0 };

/** The figures in which each unit shows what an entry moved. */
const MOVED: Readonly<Record<Unit, (line: LedgerLine) => Partial<typeof NOTHING_MOVED>>> = {
  reward: ({ valueCents }) => ({ dollar_value: centsToDecimal(valueCents) }),
  point: ({ amount, valueCents }) => ({
    point_value: amount,
    point_dollar_value: centsToDecimal(valueCents),
  }),
};
