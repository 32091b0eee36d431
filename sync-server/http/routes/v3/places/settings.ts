import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { policyTextSchema, settingViewSchema, settingViews } from "#shared/api/setting.ts";
import { err } from "#shared/kernel/result.ts";
import { instant } from "#shared/kernel/time.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { found, invalid, invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { addList } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Filter } from "#sync-server/storage/list-query.ts";
import { POLICY_HANDLE, readPolicy, readSetting } from "#sync-server/storage/settings-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

const params = z.object({ handle: z.string().max(64) });
const tag = "settings";

/** `/settings` (DOMAIN §2.2): the tenant's own, read-only, and the redemption policy as JSON. */
export const addSettings = (mount: Mount): void => {
  addList(mount, {
    url: "/settings",
    scopes: ["read-settings"],
    tag,
    summary: "List settings",
    view: settingViewSchema,
    filters: filtersOf({ listed: { handle: { kind: "text" } } }),
    page: async ({ read }, { filters, sort, offset, limit }) => {
      const rows = (await settingsOf(read)).filter((setting) =>
        filters.every((filter) => matches(setting.handle, filter)),
      );
      const [by] = sort;
      if (by) rows.sort((a, b) => compareText(a.handle, b.handle) * (by.isDescending ? -1 : 1));
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    show: (_plane, settings) => [...settings],
  });

  addRoute(mount, {
    method: "GET",
    url: "/settings/:handle",
    scopes: ["read-settings"],
    tag,
    summary: "Read a setting",
    params,
    answer: one(settingViewSchema),
    handle: async ({ read, params: { handle } }) =>
      found(await findSetting(read, handle), "setting"),
  });

  addRoute(mount, {
    method: "PUT",
    url: "/settings/:handle",
    scopes: ["update-settings"],
    tag,
    summary: "Set the redemption policy with its floor limits",
    description:
      "`value` is JSON as a text. The policy becomes its next version, and every device hears of it.",
    params,
    body: z.object({ value: z.string().max(20_000) }),
    answer: one(settingViewSchema),
    handle: async ({ read, write, params: { handle }, body }) => {
      if (handle !== POLICY_HANDLE) {
        return err((await findSetting(read, handle)) ? FIXED : unknown("setting"));
      }
      const policy = policyTextSchema.safeParse(body.value);
      if (!policy.success) return err(invalidPolicy(policy.error));
      await write("setPolicy", policy.data);
      return found(await findSetting(read, handle), "setting");
    },
  });
};

/** What the database does for other lists: settings aren't rows of one table. */
const matches = (handle: string, filter: Filter<"handle">): boolean => {
  switch (filter.operator) {
    case "in":
      return filter.values.includes(handle);
    case "nullable":
      return !filter.isNull;
    default:
      return COMPARISONS[filter.operator](compareText(handle, String(filter.value)));
  }
};

/** By the sign of how the handle compares with the value. */
const COMPARISONS = {
  eq: (sign: number) => sign === 0,
  ne: (sign: number) => sign !== 0,
  gt: (sign: number) => sign > 0,
  gte: (sign: number) => sign >= 0,
  lt: (sign: number) => sign < 0,
  lte: (sign: number) => sign <= 0,
} as const;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const FIXED = invalid("handle", "This setting is part of the tenant and cannot be set here.");

const invalidPolicy = (error: z.ZodError): RequestRefusal =>
  invalidFields({
    value: error.issues.map(({ path, message }) =>
      path.length === 0 ? `The value ${message}.` : `The value's ${path.join(".")}: ${message}.`,
    ),
  });

const findSetting = async (read: ReadDeps, handle: string) =>
  (await settingsOf(read)).find((setting) => setting.handle === handle);

const settingsOf = async (read: ReadDeps) => {
  const [tenant, policy, stored] = await Promise.all([
    readTenant(read),
    readPolicy(read),
    readSetting(read, POLICY_HANDLE),
  ]);
  const updatedAt = stored?.updatedAt ?? instant(0);
  return settingViews(POLICY_HANDLE, { value: policy, updatedAt }, tenant);
};
