import type { TenantId } from "#shared/kernel/ids.ts";
import type { Tables } from "./tables.ts";

/**
 * Whose rows a connection to PostgreSQL reaches (DOMAIN §2.1): those of one tenant; null: no
 * tenant's; or those in `ACROSS_TENANTS` of all tenants.
 */
export type TenantScope = TenantId | typeof EVERY_TENANT | null;

/** No tenant's id. */
export const EVERY_TENANT = "*";

/** The setting that the policies compare with. */
export const SCOPE_SETTING = "regulars.tenant";

/** What `set` and `set local` set it to. The ids of tenants need no escaping. */
export const scopeText = (scope: TenantScope): string => `${SCOPE_SETTING} = '${scope ?? ""}'`;

/**
 * All that is read or deleted for every tenant at once: who has something due and how much is
 * parked, because a server acts for all tenants ([D2]), and what is too old.
 */
export const ACROSS_TENANTS: { readonly [T in keyof Tables]?: "read" | "delete" } = {
  due: "read",
  events: "delete",
  velocity_acts: "delete",
  batches: "delete",
  batch_rows: "delete",
  kept_answers: "delete",
};

/**
 * Tables whose rows every tenant may read, though write only its own, with the reason.
 */
export const READ_BY_ALL: { readonly [T in keyof Tables]?: string } = {
  name_words:
    "An index of parts of words isn't used behind a policy, because `like` might leak a hidden row. " +
    "A word says nothing of whose name it is, and is only looked for among the tenant's own tokens.",
};
