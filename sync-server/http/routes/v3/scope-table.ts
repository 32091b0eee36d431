/**
 * What a token must be allowed for each route of the v3 plane. The one place that says so: a route
 * that is not here does not start. `public` asks for no token, `any` for a good one.
 */
export const scopeTable: Readonly<Record<string, readonly string[] | "public" | "any">> = {
  "GET /openapi.json": "public",

  "POST /auth/api-tokens": ["create-api-tokens"],
  "DELETE /auth/api-tokens/:id": ["delete-api-tokens"],
  "GET /auth/access-tokens": ["read-api-tokens"],
  "GET /auth/verify": "any",

  "GET /profiles": ["read-profiles"],
  "POST /profiles": ["create-profiles"],
  "POST /profiles/availability": ["read-profiles"],
  "POST /profiles/search-id": ["read-profiles"],
  "GET /profiles/:profile_id": ["read-profiles"],
  "PUT /profiles/:profile_id": ["update-profiles"],
  "DELETE /profiles/:profile_id": ["delete-profiles"],
  "GET /profiles/:profile_id/balances": ["read-profiles"],
  "GET /profiles/:profile_id/attributes/comms": ["read-profiles"],
  "PUT /profiles/:profile_id/attributes/comms": ["update-profiles"],

  "GET /identities": ["read-identities"],
  "GET /identities/search-profile/:identifier": ["read-identities"],
  "GET /profiles/:profile_id/identities": ["read-profiles"],
  "POST /profiles/:profile_id/identities": ["update-profiles"],
  "GET /profiles/:profile_id/identities/:handle": ["read-profiles"],
  "PUT /profiles/:profile_id/identities/:handle": ["update-profiles"],
  "DELETE /profiles/:profile_id/identities/:handle": ["update-profiles"],
  "GET /profiles/:profile_id/identities/id/:id": ["read-profiles"],
  "PUT /profiles/:profile_id/identities/id/:id": ["update-profiles"],
  "DELETE /profiles/:profile_id/identities/id/:id": ["update-profiles"],

  "GET /rewards": ["read-rewards"],
  "POST /rewards": ["create-rewards"],
  "GET /rewards/:id": ["read-rewards"],
  "PUT /rewards/:id": ["update-rewards"],
  "DELETE /rewards/:id": ["delete-rewards"],
  "GET /profiles/:profile_id/rewards": ["read-rewards"],
  "GET /profiles/:profile_id/rewards/:id": ["read-rewards"],
  "GET /rewards/definitions": ["read-reward-definitions"],
  "POST /rewards/definitions": ["create-reward-definitions"],
  "GET /rewards/definitions/:id": ["read-reward-definitions"],
  "PUT /rewards/definitions/:id": ["update-reward-definitions"],
  "DELETE /rewards/definitions/:id": ["delete-reward-definitions"],

  "GET /points": ["read-points"],
  "POST /points": ["create-points"],
  "GET /points/:id": ["read-points"],
  "GET /profiles/:profile_id/points": ["read-points"],
  "GET /profiles/:profile_id/points/:id": ["read-points"],
  "GET /points/definitions": ["read-point-definitions"],
  "POST /points/definitions": ["create-point-definitions"],
  "GET /points/definitions/:id": ["read-point-definitions"],
  "PUT /points/definitions/:id": ["update-point-definitions"],
  "DELETE /points/definitions/:id": ["delete-point-definitions"],

  "GET /profiles/:profile_id/ledgers": ["read-ledgers"],
  "GET /profiles/:profile_id/ledgers/:id": ["read-ledgers"],

  "GET /transactions": ["read-transactions"],
  "POST /transactions": ["create-transactions"],
  "POST /transactions/update-create": ["create-transactions", "update-transactions"],
  "GET /transactions/external/:external_id": ["read-transactions"],
  "GET /transactions/:id": ["read-transactions"],
  "PUT /transactions/:id": ["update-transactions"],
  "DELETE /transactions/:id": ["delete-transactions"],
  "GET /profiles/:profile_id/transactions": ["read-transactions"],
  "GET /profiles/:profile_id/transactions/:id": ["read-transactions"],

  "POST /profiles/:profile_id/redeem": ["redeem-strategy"],
  "GET /redemptions": ["read-redemptions"],
  "GET /redemptions/:id": ["read-redemptions"],

  "GET /locations": ["read-locations"],
  "POST /locations": ["create-locations"],
  "GET /locations/:id": ["read-locations"],
  "PUT /locations/:id": ["update-locations"],
  "DELETE /locations/:id": ["delete-locations"],

  "GET /staff": ["read-staff"],
  "POST /staff": ["create-staff"],
  "GET /staff/:id": ["read-staff"],
  "PUT /staff/:id": ["update-staff"],

  "GET /events": ["read-events"],
  "GET /events/:id": ["read-events"],

  "GET /settings": ["read-settings"],
  "GET /settings/:handle": ["read-settings"],
  "PUT /settings/:handle": ["update-settings"],
};
