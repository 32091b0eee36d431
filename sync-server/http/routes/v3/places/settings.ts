import type { FastifyReply } from "fastify";
import { z } from "zod";
import { formatV3, type Instant, instant } from "#shared/kernel/time.ts";
import { redemptionPolicySchema } from "#shared/redemption/policy.ts";
import { refuseField, refuseFields, refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import {
  asText,
  type FilterTable,
  listQuerySchema,
  parseListQuery,
} from "#sync-server/http/routes/v3/list-query.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { POLICY_HANDLE, readPolicy, readSetting } from "#sync-server/storage/settings-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

const docs = { tags: ["settings"] };
const params = z.object({ handle: z.string().max(64) });

export const settingViewSchema = z.object({
  id: z.int(),
  handle: z.string(),
  value: z.string(),
  type: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});
type SettingView = z.infer<typeof settingViewSchema>;

const filters: FilterTable<"handle"> = { handle: { field: "handle", read: asText } };

/** `/settings` (DOMAIN §2.2): the tenant's own, read-only, and the redemption policy as JSON. */
export const addSettings = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/settings",
    schema: {
      ...docs,
      summary: "List settings",
      querystring: listQuerySchema,
      response: { 200: pageOf(settingViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { limit, offset } = asked.value.query;
      const wanted = asked.value.query.filters.flatMap((filter) =>
        filter.operator === "eq" ? [String(filter.value)] : [],
      );
      const found = (await settingsOf(read)).filter((setting) =>
        wanted.every((handle) => handle === setting.handle),
      );
      const data = found.slice(offset, offset + limit);
      return envelopeOf(request, asked.value.page, { data, total: found.length });
    },
  });

  app.route({
    method: "GET",
    url: "/settings/:handle",
    schema: {
      ...docs,
      summary: "Read a setting",
      params,
      response: { 200: one(settingViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const data = (await settingsOf(read)).find(({ handle }) => handle === request.params.handle);
      return data ? { data } : refuseUnknown(reply, "setting");
    },
  });

  app.route({
    method: "PUT",
    url: "/settings/:handle",
    schema: {
      ...docs,
      summary: "Set the redemption policy with its floor limits",
      description:
        "`value` is JSON as a text. The policy becomes its next version, and every device hears of it.",
      params,
      body: z.object({ value: z.string().max(20_000) }),
      response: { 200: one(settingViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const { handle } = request.params;
      if (handle !== POLICY_HANDLE) {
        const isKnown = (await settingsOf(read)).some((setting) => setting.handle === handle);
        return isKnown
          ? refuseField(
              reply,
              "handle",
              "This setting is part of the tenant and cannot be set here.",
            )
          : refuseUnknown(reply, "setting");
      }
      const policy = policySchema.safeParse(request.body.value);
      if (!policy.success) return refusePolicy(reply, policy.error);
      await write("setPolicy", policy.data);
      const data = (await settingsOf(read)).find((setting) => setting.handle === handle);
      return data ? { data } : refuseUnknown(reply, "setting");
    },
  });
};

const limit = z.int().min(0).max(1_000_000_000);

/** The policy as JSON in a text. Its version is ours to give; one that is sent along is ignored. */
const policySchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "must be JSON" });
      return z.NEVER;
    }
  })
  .pipe(
    redemptionPolicySchema.omit({ version: true }).extend({
      floorLimits: redemptionPolicySchema.shape.floorLimits.and(
        z.object({
          maxPerRedemptionCents: limit,
          maxPerProfileCents: limit,
          allowanceCents: limit,
        }),
      ),
    }),
  );

const refusePolicy = (reply: FastifyReply, error: z.ZodError): FastifyReply =>
  refuseFields(reply, {
    value: error.issues.map(({ path, message }) =>
      path.length === 0 ? `The value ${message}.` : `The value's ${path.join(".")}: ${message}.`,
    ),
  });

const settingsOf = async (read: ReadDeps): Promise<readonly SettingView[]> => {
  const [tenant, policy, stored] = await Promise.all([
    readTenant(read),
    readPolicy(read),
    readSetting(read, POLICY_HANDLE),
  ]);
  const view = (handle: string, value: string, type: string, at: Instant) => ({
    handle,
    value,
    type,
    created_at: formatV3(at),
    updated_at: formatV3(at),
  });
  const start = instant(0);
  return [
    view(POLICY_HANDLE, JSON.stringify(policy), "json", stored?.updatedAt ?? start),
    ...(["currency", "locale", "country", "timezone"] as const).map((handle) =>
      view(handle, tenant?.[handle] ?? "", "string", start),
    ),
  ].map((setting, index) => ({ id: index + 1, ...setting }));
};
