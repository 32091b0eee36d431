import { z } from "zod";

const crud = (things: readonly string[]): readonly string[] =>
  things.flatMap((thing) =>
    ["create", "read", "update", "delete"].map((verb) => `${verb}-${thing}`),
  );

/** Allows everything. */
export const ANY_SCOPE = "*";

/**
 * The scopes that a v3 token may have (DOMAIN §19.3). The last six lines, and the scopes of
 * credits, are our additions in the same pattern.
 */
export const SCOPES: ReadonlySet<string> = new Set([
  ANY_SCOPE,
  ...crud([
    "achievement-definitions",
    "benefit-definitions",
    "brands",
    "countries",
    "credit-definitions",
    "credits",
    "currencies",
    "departments",
    "locations",
    "point-definitions",
    "products",
    "custom-products",
    "product-lists",
    "product-options",
    "profiles",
    "rewards",
    "ratings",
    "reward-definitions",
    "tenants",
    "tier-definitions",
    "tier-points",
    "points",
    "transactions",
    "users",
    "organisations",
    "role-definitions",
    "interactions",
    "visits",
    "tasks",
    "appointments",
    "shares",
    "reminders",
    "webhooks",
    "targets",
    "list-definitions",
    "rate",
    "region",
    "orders",
    "message-templates",
    "connection-definitions",
    "connections",
    "reactions",
    "statuses",
  ]),
  ...["read-benefits", "create-benefits", "delete-benefits", "view-statuses"],

  ...[
    "create-systems",
    "read-systems",
    "delete-systems",
    "create-tags",
    "read-tags",
    "delete-tags",
  ],
  ...["read-imports", "create-imports", "delete-imports", "read-settings", "update-settings"],
  ...["create-transaction-claims", "read-transaction-claims"],
  ...["create-allocations", "read-allocations"],
  ...["read-product-list-reservations", "update-product-list-reservations"],
  ...["read-audits", "read-identities", "read-ledgers", "read-permissions", "read-roles"],
  ...["read-redemptions", "read-action-history", "redeem-strategy", "redeem-benefits", "return"],
  ...[...crud(["staff", "api-tokens"]), "read-events", "restore-profiles"],
  ...["read-devices", "update-devices", "delete-devices"],
  ...["read-write-offs", "create-write-offs", "read-liability"],
  ...["read-freezes", "create-freezes", "update-freezes", "update-benefits"],
  ...["delete-transaction-claims", "create-prize-draws", "read-prize-draws"],
  ...["reverse-redemptions", "purge-profiles", "export-profiles"],
]);

export const scopeSchema = z
  .string()
  .refine((scope) => SCOPES.has(scope), "is not a scope of this API");

/** True if a token with the scopes `held` may do what requires `wanted`. */
export const hasScope = (held: readonly string[], wanted: string): boolean =>
  held.includes(ANY_SCOPE) || held.includes(wanted);

/**
 * True if a token may pass a scope on: only one with every scope can create another with every
 * scope.
 */
export const canPassOn = (held: readonly string[], scope: string): boolean =>
  scope === ANY_SCOPE ? held.includes(ANY_SCOPE) : hasScope(held, scope);
