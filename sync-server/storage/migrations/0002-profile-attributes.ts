import type { Dialect } from "#sync-server/storage/dialect.ts";

/** Addresses, dates, comms and custom attributes of a profile. */
export const profileAttributes = ({
  integer,
  identityColumn,
  tableEnd,
  textIn,
}: Dialect): readonly string[] => [
  `create table profile_attributes (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    kind text not null,
    key text,
    body text not null,
    body_namespace text generated always as (${textIn("body", "namespace")}) stored,
    body_handle text generated always as (${textIn("body", "handle")}) stored,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  // Also finds everything that one profile has. There may be many rows without a key.
  `create unique index profile_attributes_by_profile
    on profile_attributes (tenant_id, profile_id, kind, key)`,
  "create index profile_attributes_by_kind on profile_attributes (tenant_id, kind, id)",
  // Finds profiles by an attribute.
  `create index profile_attributes_by_name
    on profile_attributes (tenant_id, body_namespace, body_handle, id)
    where kind = 'custom'`,
];
