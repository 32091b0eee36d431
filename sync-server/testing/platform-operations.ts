/** An operation that clients of the platform call: `GET`, `/profiles/{profile_id}`. */
export type PlatformOperation = { readonly method: string; readonly path: string };

/** Every path that they call under `/api/v3`, with its methods. */
const PATHS = `
/achievements/definitions GET POST
/achievements/definitions/{id} GET PUT DELETE
/audits GET
/audits/{id} GET
/auth/access-tokens GET
/auth/api-tokens POST
/auth/api-tokens/{id} DELETE
/auth/delegate POST
/auth/verify GET
/automations GET POST
/automations/{id} GET PUT DELETE
/automations/{id}/actions GET
/automations/{id}/trigger POST
/benefits GET POST
/benefits.count GET
/benefits/definitions GET POST
/benefits/definitions/handle/{handle} GET
/benefits/definitions/{id} GET PUT DELETE
/benefits/definitions/{id}/clone POST
/benefits/extend POST
/benefits/{id} GET PUT DELETE
/brands GET POST
/brands/{id} GET PUT DELETE
/connections GET POST
/connections/{id} GET DELETE
/countries GET POST
/countries/{id} GET PUT DELETE
/currencies GET
/identities GET
/identities/search-profile/{identifier} GET
/interactions GET POST
/interactions/{id} GET PUT DELETE
/locations GET POST
/locations/{id} GET PUT DELETE
/orders GET POST
/orders/{id} GET PUT DELETE
/permissions GET
/permissions/{id} GET
/points GET POST
/points/{id} GET
/products GET POST
/products/queue POST
/products/variants GET
/products/{id} GET PUT DELETE
/products/{product_id}/variants GET
/products/{product_id}/variants/{variant_id} GET PUT DELETE
/profiles GET POST
/profiles/attributes/custom GET
/profiles/availability POST
/profiles/batch POST
/profiles/merge POST
/profiles/search-id POST
/profiles/sync POST
/profiles/{profile_id} GET PUT DELETE
/profiles/{profile_id}/addresses GET POST
/profiles/{profile_id}/addresses/{address_id} GET PUT DELETE
/profiles/{profile_id}/aggregations GET
/profiles/{profile_id}/aggregations/calculate GET
/profiles/{profile_id}/attributes/appearance GET PUT
/profiles/{profile_id}/attributes/comms GET PUT
/profiles/{profile_id}/attributes/custom GET
/profiles/{profile_id}/attributes/custom/{namespace}:{handle} GET PUT DELETE
/profiles/{profile_id}/attributes/dates GET PUT
/profiles/{profile_id}/attributes/dates/{date_id} DELETE
/profiles/{profile_id}/balances GET
/profiles/{profile_id}/benefits GET
/profiles/{profile_id}/benefits/{benefit_id} GET PUT DELETE
/profiles/{profile_id}/benefits/{benefit_id}/redeem POST
/profiles/{profile_id}/comms PUT
/profiles/{profile_id}/connections GET
/profiles/{profile_id}/connections/{connection_id} PUT
/profiles/{profile_id}/connections/{connection_id}/profileInfo GET
/profiles/{profile_id}/find-transactions GET
/profiles/{profile_id}/group_transactions GET
/profiles/{profile_id}/identities GET POST
/profiles/{profile_id}/identities/id/{id} GET PUT DELETE
/profiles/{profile_id}/identities/{handle} GET PUT DELETE
/profiles/{profile_id}/interaction/{interaction_id} GET
/profiles/{profile_id}/interactions GET
/profiles/{profile_id}/interactions/{interaction_id} DELETE
/profiles/{profile_id}/ledgers GET
/profiles/{profile_id}/ledgers/{ledger_id} GET
/profiles/{profile_id}/lists GET POST
/profiles/{profile_id}/lists/{list_id} GET PUT DELETE
/profiles/{profile_id}/lists/{list_id}/items GET
/profiles/{profile_id}/lists/{list_id}/items/{listItem_id} GET POST PUT DELETE
/profiles/{profile_id}/points GET
/profiles/{profile_id}/points/{point_id} GET
/profiles/{profile_id}/purge DELETE
/profiles/{profile_id}/redeem POST
/profiles/{profile_id}/regions GET POST
/profiles/{profile_id}/regions/{region_id} PUT DELETE
/profiles/{profile_id}/resync GET
/profiles/{profile_id}/rewards GET
/profiles/{profile_id}/rewards/{reward_id} GET
/profiles/{profile_id}/tiers GET
/profiles/{profile_id}/tiers/assign POST
/profiles/{profile_id}/tiers/calculate GET
/profiles/{profile_id}/transaction-products GET
/profiles/{profile_id}/transactionitems/list/unassigned GET
/profiles/{profile_id}/transactions GET
/profiles/{profile_id}/transactions/claims GET
/profiles/{profile_id}/transactions/claims/{claim_id} GET DELETE
/profiles/{profile_id}/transactions/{transaction_id} GET
/profiles/{profile_id}/update-type PUT
/regions GET POST
/regions/{id} GET PUT DELETE
/rewards GET POST
/rewards/definitions GET POST
/rewards/definitions/{id} GET PUT DELETE
/rewards/{id} GET PUT DELETE
/roles GET
/roles/{id} GET
/settings GET
/settings/environment GET
/settings/{handle} GET PUT
/statuses GET POST
/statuses/{id} GET PUT DELETE
/systems GET POST
/systems/{id} GET DELETE
/tags GET POST
/tags/{id} GET DELETE
/targets GET POST
/targets/{id} GET PUT DELETE
/tenants/custom-fields GET POST
/tenants/custom-fields/{namespace}:{handle} PUT DELETE
/transactions GET POST
/transactions/external/{external_id} GET
/transactions/items/{transactionItem_id}/resend POST
/transactions/queue POST
/transactions/update-create POST
/transactions/{id} GET PUT DELETE
/transactions/{id}/resend POST
/triggers GET POST
/triggers/{id} GET PUT DELETE
/triggers/{trigger_id}/actions GET
/users GET POST
/users/me GET
/users/{id} GET PUT DELETE
/webhooks GET POST
/webhooks/{id} GET PUT DELETE
`;

/** All of them. */
export const platformOperations: readonly PlatformOperation[] = PATHS.trim()
  .split("\n")
  .flatMap((line) => {
    const [path = "", ...methods] = line.split(" ");
    return methods.map((method) => ({ method, path }));
  });

/** The name of an operation whatever its parameters are called: `GET /profiles/*`. */
export const namelessOperation = (operation: string): string =>
  operation.replaceAll(/\{\w+\}(?::\{\w+\})?|:\w+/g, "*");
