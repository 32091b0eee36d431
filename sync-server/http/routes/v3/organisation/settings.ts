import { z } from "zod";
import {
  policyTextSchema,
  type SettingView,
  settingBodySchema,
  settingViewSchema,
  settingViews,
} from "#shared/api/organisation/setting.ts";
import { fieldIssues, problemMessage } from "#shared/api/problem-message.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { parseIfAsked } from "#shared/kernel/parse.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid, invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { readSettings } from "#sync-server/organisation/read-settings.ts";
import { listInMemory } from "#sync-server/storage/list-in-memory.ts";
import { POLICY_HANDLE } from "#sync-server/storage/organisation/settings-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Why a setting can't be set, in order of precedence. */
type SettingRefusal =
  | { readonly reason: "setting_unknown" }
  | { readonly reason: "setting_fixed" }
  | { readonly reason: "policy_invalid"; readonly error: z.ZodError };

/** `/settings` (DOMAIN §2.2): the tenant's own, read-only, and the redemption policy as JSON. */
export const settings = resource({
  path: "/settings",
  noun: "setting",
  id: z.string().max(64),
  param: "handle",
  view: settingViewSchema,
  list: {
    filters: filtersOf({ listed: { handle: { kind: "text" } } }),
    page: async ({ read }, query) => listInMemory(await allViews(read), query),
  },
  read: ({ read }, handle) => findView(read, handle),
  change: {
    body: settingBodySchema,
    write: async ({ read, write, body }, handle): Promise<Result<SettingView, SettingRefusal>> => {
      const known = await findView(read, handle);
      if (!known) return err({ reason: "setting_unknown" });
      if (known.value === body.value) return ok(known);
      if (handle !== POLICY_HANDLE) return err({ reason: "setting_fixed" });
      const policy = parseIfAsked(policyTextSchema, body.value, problemMessage);
      if (!policy.ok) return err({ reason: "policy_invalid", error: policy.error });
      await write("setPolicy", policy.value);
      return ok(assertDefined(await findView(read, handle), "the setting just written"));
    },
    summary: "Set the redemption policy with its floor limits",
    description:
      "`value` is a JSON string. The policy becomes its next version. Devices get it with their next pull.",
  },
  show: (_plane, rows) => [...rows],
  refusals: {
    setting_unknown: unknown("setting"),
    setting_fixed: invalid("handle", "This setting is part of the tenant and cannot be set here."),
    policy_invalid: ({ error }) =>
      invalidFields({
        value: fieldIssues(error.issues).map(({ path, message }) =>
          path.length ? `The value's ${path.join(".")} ${message}.` : `The value ${message}.`,
        ),
      }),
  },
});

/** `/settings/environment` (DOMAIN §2.2): all settings at once, by name and value. */
export const environment = resource({
  path: "/settings/environment",
  noun: "environment",
  nouns: "environment",
  tag: "settings",
  scope: "settings",
  view: settingViewSchema.pick({ handle: true, value: true }),
  all: ({ read }) => allViews(read),
  show: (_plane, rows) => rows.map(({ handle, value }) => ({ handle, value })),
});

const allViews = async (read: ReadDeps): Promise<readonly SettingView[]> =>
  settingViews(await readSettings(read));

/** The setting with this handle; null if there is none. */
const findView = async (read: ReadDeps, handle: string): Promise<SettingView | null> =>
  (await allViews(read)).find((setting) => setting.handle === handle) ?? null;
