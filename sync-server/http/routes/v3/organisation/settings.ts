import { z } from "zod";
import {
  policyTextSchema,
  profileRulesTextSchema,
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
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { readSettings } from "#sync-server/organisation/read-settings.ts";
import { listInMemory } from "#sync-server/storage/list-in-memory.ts";
import {
  POLICY_HANDLE,
  PROFILE_RULES_HANDLE,
} from "#sync-server/storage/organisation/settings-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Why a setting can't be set, in order of precedence. */
type SettingRefusal =
  | { readonly reason: "setting_unknown" }
  | { readonly reason: "setting_fixed" }
  | { readonly reason: "value_invalid"; readonly error: z.ZodError }
  | { readonly reason: "rule_unreadable"; readonly index: number; readonly message: string };

/** Sets a setting to a text. */
type SetTo = (
  write: Plane["write"],
  text: string,
) => Promise<Result<unknown, Exclude<SettingRefusal, { readonly reason: "setting_fixed" }>>>;

/** The settings that can be set. */
const SETTABLE: Readonly<Record<string, SetTo>> = {
  [POLICY_HANDLE]: async (write, text) => {
    const policy = parseIfAsked(policyTextSchema, text, problemMessage);
    if (!policy.ok) return err({ reason: "value_invalid", error: policy.error });
    return ok(await write("setPolicy", policy.value));
  },
  [PROFILE_RULES_HANDLE]: async (write, text) => {
    const rules = parseIfAsked(profileRulesTextSchema, text, problemMessage);
    if (!rules.ok) return err({ reason: "value_invalid", error: rules.error });
    return write("setProfileRules", rules.value);
  },
};

/** `/settings` (DOMAIN §2.2): the tenant's own, read-only, and what can be set as JSON. */
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
      const setTo = Object.hasOwn(SETTABLE, handle) ? SETTABLE[handle] : undefined;
      if (!setTo) return err({ reason: "setting_fixed" });
      const set = await setTo(write, body.value);
      if (!set.ok) return set;
      return ok(assertDefined(await findView(read, handle), "the setting just written"));
    },
    summary: "Set the redemption policy with its floor limits, or the rules about profiles",
    description:
      "`value` is a JSON string. The policy becomes its next version, and devices get it with their next pull. `profile_rules` says what happens to a mobile phone that another profile has (`mobile_phone_clash`: refuse or secondary), which values are refused (`validation_rules`), and after how many days a temporary profile is forgotten (`temporary_days`, from 1 to 3660; 30 by default).",
  },
  show: (_plane, rows) => [...rows],
  refusals: {
    setting_unknown: unknown("setting"),
    setting_fixed: invalid("handle", "This setting is part of the tenant and cannot be set here."),
    rule_unreadable: ({ index, message }) =>
      invalid(
        "value",
        `The value's validation_rules.${index} has a regular expression that can't be used: ${message}.`,
      ),
    value_invalid: ({ error }) =>
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
