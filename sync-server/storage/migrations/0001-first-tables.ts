import type { Dialect } from "#sync-server/storage/dialect.ts";

const LIVING = ["deleted", "depersonalised", "purged", "card"]
  .map((type) => `profile_type <> '${type}'`)
  .join(" and ");

/**
 * The first tables: tenants, people, definitions, transactions, the ledger, devices and the feed.
 */
export const firstTables = (dialect: Dialect): readonly string[] => [
  ...tenants(dialect),
  ...profiles(dialect),
  ...definitions(dialect),
  ...products(dialect),
  ...transactions(dialect),
  ...ledger(dialect),
  ...devices(dialect),
  ...feed(dialect),
  ...reaction(dialect),
];

const tenants = ({ integer, identityColumn, bytewise, tableEnd }: Dialect): readonly string[] => [
  `create table server_identity (
    id ${integer} primary key check (id = 1),
    epoch text not null,
    backed_up_through ${integer},
    restored_at ${integer},
    tried_at ${integer}
  ) ${tableEnd}`,
  `create table tenants (
    id text primary key,
    name text not null,
    currency text not null,
    locale text not null,
    country text not null,
    timezone text not null,
    created_at ${integer} not null
  ) ${tableEnd}`,
  `create table settings (
    tenant_id text not null,
    handle text not null,
    value text not null,
    version ${integer} not null,
    updated_at ${integer} not null,
    primary key (tenant_id, handle)
  ) ${tableEnd}`,
  `create table policy_versions (
    tenant_id text not null,
    version ${integer} not null,
    value text not null,
    recorded_at ${integer} not null,
    primary key (tenant_id, version)
  ) ${tableEnd}`,
  `create table goodwill (
    tenant_id text not null,
    command_id text not null,
    definition_id ${integer} not null,
    worth_cents ${integer} not null,
    reason text not null,
    staff_id text not null,
    approved_by text,
    counted_for text not null,
    day text not null,
    primary key (tenant_id, command_id)
  ) ${tableEnd}`,
  "create index goodwill_by_day on goodwill (tenant_id, counted_for, day)",
  `create table locations (
    id ${identityColumn},
    tenant_id text not null,
    name text not null,
    type text,
    description text,
    external_id text not null,
    external_code text,
    timezone text not null,
    country text not null,
    region text not null,
    phone text,
    email text,
    address text,
    normal_hours text,
    special_hours text,
    custom_fields text not null,
    tags text not null,
    is_published ${integer} not null check (is_published in (0, 1)),
    is_permanently_closed ${integer} not null check (is_permanently_closed in (0, 1)),
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, external_id)
  ) ${tableEnd}`,
  `create table terms (
    id ${identityColumn},
    tenant_id text not null,
    kind text not null,
    handle text not null,
    name text not null,
    external_id text,
    sort_order ${integer},
    brand_id ${integer},
    location_id ${integer},
    is_default ${integer} not null check (is_default in (0, 1)),
    body text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, kind, handle)
  ) ${tableEnd}`,
  `create unique index terms_by_handle on terms (tenant_id, kind, lower(handle ${bytewise})) where kind <> 'tag'`,
  "create unique index terms_default on terms (tenant_id, kind) where is_default = 1",
  "create index terms_by_brand on terms (tenant_id, brand_id) where brand_id is not null",
  "create index terms_by_location on terms (tenant_id, location_id) where location_id is not null",
  `create table custom_fields (
    id ${identityColumn},
    tenant_id text not null,
    namespace text not null,
    handle text not null,
    name text not null,
    type text not null,
    value text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, namespace, handle)
  ) ${tableEnd}`,
  `create table countries (
    id ${identityColumn},
    tenant_id text not null,
    name text not null,
    iso_2 text not null,
    iso_3 text not null,
    iso_numeric text not null,
    sort_order ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, iso_2)
  ) ${tableEnd}`,
  `create table currencies (
    id ${identityColumn},
    tenant_id text not null,
    from_currency text not null,
    to_currency text not null,
    rate_e8 ${integer} not null check (rate_e8 > 0),
    is_system ${integer} not null check (is_system in (0, 1)),
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, from_currency, to_currency)
  ) ${tableEnd}`,
  `create table staff (
    id text not null,
    tenant_id text not null,
    name text not null,
    staff_number text not null,
    is_active ${integer} not null check (is_active in (0, 1)),
    role text not null,
    pin_hash text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (tenant_id, id),
    unique (tenant_id, staff_number)
  ) ${tableEnd}`,
  `create table staff_locations (
    tenant_id text not null,
    staff_id text not null,
    location_id ${integer} not null references locations (id),
    primary key (tenant_id, staff_id, location_id),
    foreign key (tenant_id, staff_id) references staff (tenant_id, id)
  ) ${tableEnd}`,
  `create table import_runs (
    id text primary key,
    tenant_id text not null,
    kind text not null,
    file_hash text not null,
    rows_done ${integer} not null,
    report text not null,
    started_at ${integer} not null,
    finished_at ${integer}
  ) ${tableEnd}`,
  "create index import_runs_by_file on import_runs (tenant_id, kind, file_hash)",
];

/**
 * The words of names that a search with a typo may mean, each once, and an index of their parts of
 * three letters. FTS5 keeps no copy of a word, and overwrites what was deleted.
 */
const nameWords = {
  sqlite: [
    `create table name_words (
      id integer primary key,
      tenant_id text not null,
      word text not null,
      unique (tenant_id, word)
    ) strict`,
    `create virtual table name_word_parts using fts5(
      word, content='name_words', content_rowid='id', tokenize='trigram'
    )`,
    "insert into name_word_parts (name_word_parts, rank) values ('secure-delete', 1)",
    `create trigger name_words_inserted after insert on name_words begin
      insert into name_word_parts (rowid, word) values (new.id, new.word);
    end`,
    `create trigger name_words_deleted after delete on name_words begin
      insert into name_word_parts (name_word_parts, rowid, word)
      values ('delete', old.id, old.word);
    end`,
  ],
  postgres: [
    "create extension if not exists pg_trgm",
    `create table name_words (
      tenant_id text not null,
      word text collate "C" not null,
      primary key (tenant_id, word)
    )`,
    "create index name_word_parts on name_words using gin (word gin_trgm_ops)",
  ],
} as const;

const profiles = ({
  name,
  integer,
  identityColumn,
  bytewise,
  tableEnd,
  keyedTableEnd,
  textIn,
}: Dialect): readonly string[] => [
  `create table profiles (
    tenant_id text not null,
    id text not null,
    profile_type text not null,
    type_before text,
    title text,
    first_name text not null,
    last_name text not null,
    first_name_folded text not null default '',
    last_name_folded text not null default '',
    email text,
    mobile_phone text,
    secondary_phone text,
    birth_day ${integer},
    birth_month ${integer},
    birth_year ${integer},
    gender text,
    joined_at ${integer},
    joined_location_id ${integer},
    joined_staff_id text,
    preferred_location_id ${integer},
    associate_id text,
    home_location_id ${integer},
    region text not null,
    tags text not null,
    statuses text not null,
    statuses_past text not null,
    extra text not null,
    extra_preferred_staff_id text
      generated always as (${textIn("extra", "preferred_staff_id")}) stored,
    version ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (tenant_id, id)
  ) ${tableEnd}`,
  // Two profiles may both have none; deleted and erased profiles give up theirs.
  `create unique index profiles_by_email on profiles (tenant_id, email)
    where email is not null and ${LIVING}`,
  `create unique index profiles_by_mobile_phone on profiles (tenant_id, mobile_phone)
    where mobile_phone is not null and ${LIVING}`,
  // With the type, so that living ones are counted without reading them.
  "create index profiles_by_last_name on profiles (tenant_id, last_name_folded, id, profile_type)",
  "create index profiles_by_first_name on profiles (tenant_id, first_name_folded, id, profile_type)",
  `create index profiles_by_secondary_phone on profiles (tenant_id, secondary_phone)
    where secondary_phone is not null`,
  `create index profiles_by_associate on profiles (tenant_id, associate_id, id)
    where associate_id is not null`,
  `create index profiles_by_preferred_staff on profiles (tenant_id, extra_preferred_staff_id, id)
    where extra_preferred_staff_id is not null`,
  // Counts the profiles shown without reading them. It is unique to be preferred to the key.
  `create unique index profiles_living on profiles (tenant_id, id)
    where ${LIVING}`,
  // What belongs to deleted profiles is hidden.
  `create index profiles_deleted on profiles (tenant_id, id)
    where not (profile_type <> 'deleted' and profile_type <> 'purged')`,
  `create index profiles_erased on profiles (tenant_id, updated_at, id)
    where profile_type in ('purged', 'depersonalised')`,
  "create index profiles_by_created_at on profiles (tenant_id, created_at, id, profile_type)",
  "create index profiles_by_updated_at on profiles (tenant_id, updated_at, id, profile_type)",
  // Whether anybody has a status is asked of those who have any.
  `create index profiles_with_statuses on profiles (tenant_id, id)
    where statuses <> '[]'`,
  `create table profile_regions (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    region_id ${integer} not null references terms (id),
    country text,
    state text,
    is_active ${integer} not null check (is_active in (0, 1)),
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, profile_id, region_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index profile_regions_by_region on profile_regions (tenant_id, region_id)",
  `create table imports (
    id ${identityColumn},
    tenant_id text not null,
    name text,
    match_criteria text not null,
    total_jobs ${integer},
    meta text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null
  ) ${tableEnd}`,
  "create index imports_by_tenant on imports (tenant_id, id)",
  `create table batches (
    id ${identityColumn},
    tenant_id text not null,
    import_id ${integer},
    match_criteria text not null,
    asked_by text not null,
    total ${integer} not null,
    succeeded ${integer} not null,
    failed ${integer} not null,
    is_done ${integer} not null check (is_done in (0, 1)),
    claimed_until ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null
  ) ${tableEnd}`,
  `create index batches_by_import on batches (tenant_id, import_id, id)
    where import_id is not null`,
  "create index batches_to_do on batches (tenant_id, id) where is_done = 0",
  `create table batch_rows (
    id ${identityColumn},
    tenant_id text not null,
    batch_id ${integer} not null references batches (id),
    place ${integer} not null,
    body text,
    profile_id text,
    error text,
    unique (tenant_id, batch_id, place)
  ) ${tableEnd}`,
  `create index batch_rows_by_profile on batch_rows (tenant_id, profile_id)
    where profile_id is not null`,
  // What still says something: those that wait, and those that failed.
  "create index batch_rows_with_body on batch_rows (tenant_id, id) where body is not null",
  "create index batch_rows_with_error on batch_rows (tenant_id, id) where error is not null",
  `create table profile_aliases (
    tenant_id text not null,
    alias_id text not null,
    profile_id text not null,
    primary key (tenant_id, alias_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index profile_aliases_by_profile on profile_aliases (tenant_id, profile_id, alias_id)",
  `create table profile_merges (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    loser_id text not null,
    merged_at ${integer} not null,
    merged_by text not null,
    unmerged_at ${integer},
    unmerged_by text,
    entries_until ${integer} not null,
    body text not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index profile_merges_by_profile on profile_merges (tenant_id, profile_id, id)",
  "create index profile_merges_by_loser on profile_merges (tenant_id, loser_id)",
  `create table identities (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    handle text not null,
    identifier text not null,
    identifier_key text not null,
    is_primary ${integer} not null check (is_primary in (0, 1)),
    is_active ${integer} not null check (is_active in (0, 1)),
    merged_from text,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, handle, identifier),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index identities_by_profile on identities (tenant_id, profile_id)",
  "create index identities_by_handle on identities (tenant_id, handle, profile_id, id)",
  "create index identities_by_tenant on identities (tenant_id, id)",
  "create index identities_by_identifier on identities (tenant_id, identifier)",
  "create index identities_by_key on identities (tenant_id, identifier_key)",
  // The tokens of each profile, in one text and one by one.
  `create table profile_searches (
    tenant_id text not null,
    profile_id text not null,
    tokens text not null,
    primary key (tenant_id, profile_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${keyedTableEnd}`,
  `create table profile_tokens (
    tenant_id text not null,
    token text ${bytewise} not null,
    profile_id text not null,
    primary key (tenant_id, token, profile_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${keyedTableEnd}`,
  `create table likeness_keys (
    tenant_id text not null,
    key text ${bytewise} not null,
    profile_id text not null,
    primary key (tenant_id, key, profile_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${keyedTableEnd}`,
  "create index likeness_keys_by_profile on likeness_keys (tenant_id, profile_id)",
  `create table likeness_scans (
    tenant_id text not null primary key,
    until ${integer} not null,
    after text not null
  ) ${tableEnd}`,
  `create table duplicates (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    other_profile_id text not null,
    score ${integer} not null,
    reasons text not null,
    is_dismissed ${integer} not null check (is_dismissed in (0, 1)),
    dismissed_at ${integer},
    dismissed_by text,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, profile_id, other_profile_id),
    check (profile_id < other_profile_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id),
    foreign key (tenant_id, other_profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index duplicates_by_other on duplicates (tenant_id, other_profile_id)",
  "create index duplicates_likeliest on duplicates (tenant_id, is_dismissed, score, id)",
  "create index duplicates_in_order on duplicates (tenant_id, is_dismissed, id)",
  ...nameWords[name],
  `create table profile_tags (
    tenant_id text not null,
    profile_id text not null,
    tag text not null,
    primary key (tenant_id, profile_id, tag),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${keyedTableEnd}`,
  "create index profile_tags_by_tag on profile_tags (tenant_id, tag, profile_id)",
  `create table notes (
    id text not null,
    tenant_id text not null,
    profile_id text not null,
    text text not null,
    occurred_at ${integer} not null,
    recorded_at ${integer} not null,
    staff_id text,
    location_id ${integer},
    device_id text,
    primary key (tenant_id, id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index notes_by_profile on notes (tenant_id, profile_id, occurred_at)",
  `create table interactions (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    identity text,
    action text not null,
    channel text not null,
    signal ${integer} not null check (signal in (-1, 0, 1)),
    name text not null,
    namespace text not null,
    description text,
    url text,
    duration text,
    latitude text,
    longitude text,
    location_id ${integer},
    staff_id text,
    product_id ${integer},
    product_variant_id ${integer},
    product_category_id ${integer},
    interacted_at ${integer} not null,
    tags text not null,
    meta text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index interactions_by_profile on interactions (tenant_id, profile_id, interacted_at)",
  "create index interactions_by_tenant on interactions (tenant_id, id)",
  "create index interactions_by_moment on interactions (tenant_id, interacted_at)",
  `create table visits (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    location_id ${integer} not null,
    staff_id text,
    visited_at ${integer} not null,
    notes text,
    meta text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index visits_by_profile on visits (tenant_id, profile_id, visited_at)",
  "create index visits_by_tenant on visits (tenant_id, id)",
  "create index visits_by_moment on visits (tenant_id, visited_at)",
  `create table tasks (
    id text not null,
    tenant_id text not null,
    profile_id text,
    location_id ${integer} not null,
    title text not null,
    details text,
    kind text not null,
    priority text not null,
    due_day text not null,
    due_time text,
    snoozed_until text,
    assignee_id text,
    origin text not null,
    note_id text,
    state text not null,
    outcome text,
    made_at ${integer} not null,
    created_by text,
    closed_by text,
    closed_at ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index tasks_by_profile on tasks (tenant_id, profile_id, due_day)",
  "create index tasks_by_location on tasks (tenant_id, location_id, due_day)",
  `create table appointments (
    id text not null,
    tenant_id text not null,
    profile_id text,
    location_id ${integer} not null,
    guest_name text,
    kind text not null,
    title text,
    details text,
    day text not null,
    time text not null,
    minutes ${integer} not null,
    assignee_id text,
    state text not null,
    is_walk_in ${integer} not null,
    made_at ${integer} not null,
    created_by text,
    arrived_at ${integer},
    started_at ${integer},
    closed_by text,
    closed_at ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index appointments_by_profile on appointments (tenant_id, profile_id, day)",
  "create index appointments_by_location on appointments (tenant_id, location_id, day)",
  `create table location_profiles (
    id ${identityColumn},
    tenant_id text not null,
    location_id ${integer} not null,
    profile_id text,
    staff_id text,
    assignment_type text not null,
    role_type text,
    is_default ${integer} not null check (is_default in (0, 1)),
    is_active ${integer} not null check (is_active in (0, 1)),
    starts_at ${integer},
    ends_at ${integer},
    external_id text,
    profile_external_id text,
    sort_order ${integer} not null,
    notes text,
    meta text not null,
    excluded_service_handles text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    check ((profile_id is null) <> (staff_id is null)),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index location_profiles_at on location_profiles (tenant_id, location_id, id)",
  "create index location_profiles_by_profile on location_profiles (tenant_id, profile_id)",
  `create table organisations (
    id ${identityColumn},
    tenant_id text not null,
    handle text not null,
    name text not null,
    type text not null,
    status text,
    is_tenant ${integer} not null check (is_tenant in (0, 1)),
    is_active ${integer} not null check (is_active in (0, 1)),
    phone text,
    secondary_phone text,
    email text,
    domain text,
    authorised_domains text not null,
    address text,
    description text,
    short_description text,
    long_description text,
    icon text,
    image_url text,
    notes text,
    custom_fields text not null,
    meta text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, handle)
  ) ${tableEnd}`,
  `create unique index organisations_by_handle on organisations (tenant_id, lower(handle ${bytewise}))`,
  "create index organisations_by_tenant on organisations (tenant_id, id)",
  `create index organisations_with_domains on organisations (tenant_id, id)
    where authorised_domains <> '[]'`,
  `create table organisation_members (
    id ${identityColumn},
    tenant_id text not null,
    organisation_id ${integer} not null references organisations (id),
    profile_id text not null,
    role_definition_id ${integer},
    is_active ${integer} not null check (is_active in (0, 1)),
    source text not null,
    starts_at ${integer} not null,
    expires_at ${integer},
    superseded_at ${integer},
    created_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  // A profile is in an organisation once.
  `create unique index organisation_members_now
    on organisation_members (tenant_id, profile_id, organisation_id) where superseded_at is null`,
  "create index organisation_members_by_profile on organisation_members (tenant_id, profile_id, id)",
  `create index organisation_members_of
    on organisation_members (tenant_id, organisation_id, id)`,
  `create index organisation_members_in_role
    on organisation_members (tenant_id, role_definition_id)`,
  `create table connection_definitions (
    id ${identityColumn},
    tenant_id text not null,
    handle text not null,
    name text not null,
    type text not null,
    tenant text,
    short_description text,
    description text,
    icon text,
    cover text,
    internal_notes text,
    start_date_global text not null,
    end_date_global text not null,
    end_date_duration ${integer},
    shareable_attributes text not null,
    connector_condition text not null,
    connected_condition text not null,
    connector_can_break ${integer} not null check (connector_can_break in (0, 1)),
    connected_can_break ${integer} not null check (connected_can_break in (0, 1)),
    is_published ${integer} not null check (is_published in (0, 1)),
    is_pending ${integer} not null check (is_pending in (0, 1)),
    is_archived ${integer} not null check (is_archived in (0, 1)),
    meta text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, handle)
  ) ${tableEnd}`,
  `create unique index connection_definitions_by_handle on connection_definitions (tenant_id, lower(handle ${bytewise}))`,
  "create index connection_definitions_by_tenant on connection_definitions (tenant_id, id)",
  `create table message_templates (
    id ${identityColumn},
    tenant_id text not null,
    handle text not null,
    name text not null,
    channel text not null,
    subject text,
    body text not null,
    sort_order ${integer} not null,
    is_archived ${integer} not null check (is_archived in (0, 1)),
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, handle)
  ) ${tableEnd}`,
  `create unique index message_templates_by_handle on message_templates (tenant_id, lower(handle ${bytewise}))`,
  "create index message_templates_by_tenant on message_templates (tenant_id, id)",
  `create table connections (
    id ${identityColumn},
    tenant_id text not null,
    connection_definition_id ${integer} not null references connection_definitions (id),
    connector_profile_id text not null,
    connected_profile_id text not null,
    name text not null,
    description text,
    status text not null,
    disconnected_by text,
    connected_at ${integer},
    disconnected_at ${integer},
    ends_at ${integer},
    is_published ${integer} not null check (is_published in (0, 1)),
    is_default ${integer} not null check (is_default in (0, 1)),
    is_invalid ${integer} not null check (is_invalid in (0, 1)),
    is_primary ${integer} not null check (is_primary in (0, 1)),
    sort_order ${integer} not null,
    meta text not null,
    notes text,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    check (connector_profile_id <> connected_profile_id),
    foreign key (tenant_id, connector_profile_id) references profiles (tenant_id, id),
    foreign key (tenant_id, connected_profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index connections_by_connector on connections (tenant_id, connector_profile_id)",
  "create index connections_by_connected on connections (tenant_id, connected_profile_id)",
  "create index connections_by_definition on connections (tenant_id, connection_definition_id)",
  "create index connections_by_tenant on connections (tenant_id, id)",
  `create table overruled_edits (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    field text not null,
    value text not null,
    command_id text not null,
    staff_id text not null,
    occurred_at ${integer} not null,
    created_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index overruled_edits_by_profile on overruled_edits (tenant_id, profile_id, id)",
  `create table ratings (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    score ${integer} not null check (score between 0 and score_max),
    score_max ${integer} not null,
    name text,
    comment text,
    source text,
    product_id ${integer},
    product_variant_id ${integer},
    location_id ${integer},
    staff_id text,
    rated_at ${integer} not null,
    tags text not null,
    meta text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index ratings_by_profile on ratings (tenant_id, profile_id, rated_at)",
  "create index ratings_by_tenant on ratings (tenant_id, id)",
  "create index ratings_by_moment on ratings (tenant_id, rated_at)",
  `create table shares (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    source_type text not null,
    source_id text not null,
    code text not null,
    quantity ${integer},
    remaining_quantity ${integer} check (remaining_quantity between 0 and quantity),
    timezone text not null,
    period ${integer},
    period_type text not null,
    absolute_expiry text,
    expires_at ${integer},
    is_cloneable ${integer} not null check (is_cloneable in (0, 1)),
    meta text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, code),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index shares_by_profile on shares (tenant_id, profile_id, id)",
  "create index shares_by_tenant on shares (tenant_id, id)",
  `create table share_uses (
    id ${identityColumn},
    tenant_id text not null,
    share_id ${integer} not null references shares (id),
    profile_id text not null,
    used_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index share_uses_by_share on share_uses (tenant_id, share_id, profile_id)",
  "create index share_uses_by_profile on share_uses (tenant_id, profile_id, id)",
  "create index share_uses_by_tenant on share_uses (tenant_id, id)",
  `create table reminders (
    id ${identityColumn},
    tenant_id text not null,
    schedule_type text not null,
    remind_at ${integer},
    period_value ${integer},
    period_unit text,
    period_time_at text,
    repeat_value ${integer},
    repeat_unit text,
    repeat_time_at text,
    channel text not null,
    recipient text,
    note text not null,
    username text,
    timezone text not null,
    expires_at ${integer},
    is_active ${integer} not null check (is_active in (0, 1)),
    created_at ${integer} not null,
    updated_at ${integer} not null
  ) ${tableEnd}`,
  "create index reminders_by_tenant on reminders (tenant_id, id)",
  `create table lists (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    definition_id ${integer},
    handle text not null,
    name text not null,
    description text,
    sort_order ${integer},
    custom_date ${integer},
    location_id ${integer},
    staff_id text,
    tags text not null,
    custom_fields text not null,
    meta text not null,
    command_id text,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index lists_by_profile on lists (tenant_id, profile_id, id)",
  `create table list_items (
    id ${identityColumn},
    tenant_id text not null,
    list_id ${integer} not null references lists (id),
    product_id ${integer},
    product_variant_id ${integer},
    product_category_id ${integer},
    custom_product text not null,
    quantity ${integer} not null check (quantity > 0),
    position ${integer},
    status text,
    source text,
    external_id text,
    transaction_item_id ${integer},
    location_id ${integer},
    meta text not null,
    command_id text,
    created_at ${integer} not null,
    updated_at ${integer} not null
  ) ${tableEnd}`,
  "create index list_items_by_product on list_items (tenant_id, product_id, list_id) where product_id is not null",
  "create index list_items_by_list on list_items (tenant_id, list_id, id)",
  "create index list_items_by_line on list_items (tenant_id, transaction_item_id)",
  `create table list_shares (
    id ${identityColumn},
    tenant_id text not null,
    list_id ${integer} not null references lists (id),
    code text not null,
    expires_at ${integer},
    created_at ${integer} not null,
    unique (tenant_id, code)
  ) ${tableEnd}`,
  "create index list_shares_by_list on list_shares (tenant_id, list_id, id)",
  `create table list_reservations (
    id ${identityColumn},
    tenant_id text not null,
    list_item_id ${integer} not null references list_items (id),
    profile_id text,
    external_profile_id text,
    quantity ${integer} not null check (quantity > 0),
    status text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null
  ) ${tableEnd}`,
  "create index list_reservations_by_item on list_reservations (tenant_id, list_item_id, id)",
  "create index list_reservations_by_profile on list_reservations (tenant_id, profile_id, id)",
];

const definitions = ({
  name,
  integer,
  identityColumn,
  bytewise,
  tableEnd,
}: Dialect): readonly string[] => [
  `create table definitions (
    id ${identityColumn},
    tenant_id text not null,
    kind text not null,
    version ${integer} not null,
    handle text not null,
    body text not null,
    extra text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    deleted_at ${integer},
    unique (tenant_id, kind, handle)
  ) ${tableEnd}`,
  `create unique index definitions_by_handle on definitions (tenant_id, kind, lower(handle ${bytewise}))`,
  `create table definition_versions (
    tenant_id text not null,
    definition_id ${integer} not null references definitions (id),
    kind text not null,
    version ${integer} not null,
    body text not null,
    recorded_at ${integer} not null,
    primary key (tenant_id, definition_id, version)
  ) ${tableEnd}`,
  `create table programmes (
    tenant_id text primary key,
    version text not null
  ) ${tableEnd}`,
  ...programmeStamps[name],
];

/** What decisions read besides the account. Any change here gives the programme a new version. */
const PROGRAMME_TABLES = ["definitions", "settings"] as const;

const programmeStamps = {
  sqlite: PROGRAMME_TABLES.flatMap((table) =>
    ["insert", "update"].map(
      (event) => `create trigger ${table}_${event}_stamps_programme after ${event} on ${table}
        begin
          insert into programmes (tenant_id, version)
            values (new.tenant_id, lower(hex(randomblob(16))))
            on conflict (tenant_id) do update set version = excluded.version;
        end`,
    ),
  ),
  postgres: [
    `create function stamp_programme() returns trigger language plpgsql as
      $$ begin
        insert into programmes (tenant_id, version)
          values (new.tenant_id, gen_random_uuid()::text)
          on conflict (tenant_id) do update set version = excluded.version;
        return null;
      end $$`,
    ...PROGRAMME_TABLES.map(
      (table) => `create trigger ${table}_stamps_programme after insert or update on ${table}
        for each row execute function stamp_programme()`,
    ),
  ],
} as const;

const products = ({ integer, decimal, identityColumn, tableEnd }: Dialect): readonly string[] => [
  `create table products (
    id ${identityColumn},
    tenant_id text not null,
    system text not null,
    external_id text,
    handle text not null,
    title text not null,
    status text not null,
    brand text,
    department text,
    category text,
    subcategory text,
    position ${integer} not null,
    description text,
    web_url text,
    images text not null,
    systems text not null,
    channels text not null,
    tags text not null,
    options text not null,
    custom_fields text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, system, external_id),
    unique (tenant_id, handle)
  ) ${tableEnd}`,
  `create table product_variants (
    id ${identityColumn},
    tenant_id text not null,
    product_id ${integer} not null references products (id),
    sku text,
    barcode text,
    external_id text,
    handle text,
    title text not null,
    position ${integer} not null,
    price_cents ${integer} not null,
    price_discounted_cents ${integer},
    price_comparison_cents ${integer},
    price_cost_cents ${integer},
    available_quantity ${decimal},
    description text,
    web_url text,
    images text not null,
    meta text not null,
    tags text not null,
    options text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, sku),
    unique (tenant_id, product_id, external_id)
  ) ${tableEnd}`,
  `create index product_variants_by_barcode on product_variants (tenant_id, barcode)
    where barcode is not null`,
];

const transactions = ({
  textIn,
  integer,
  decimal,
  identityColumn,
  tableEnd,
  keyedTableEnd,
}: Dialect): readonly string[] => [
  `create table transactions (
    id ${identityColumn},
    tenant_id text not null,
    system text not null,
    external_id text,
    profile_id text,
    location_id ${integer},
    staff_id text,
    total_cents ${integer} not null,
    total_original_cents ${integer},
    currency text not null,
    exchange_rate text,
    transacted_at ${integer} not null,
    timezone text not null,
    receipt_ref text,
    receipt_key text,
    linked_receipt_ref text,
    sale_id ${integer},
    is_void ${integer} not null check (is_void in (0, 1)),
    redemption_id ${integer},
    command_id text not null,
    body_hash text not null,
    earned text not null,
    extra text not null,
    extra_order_id text generated always as (${textIn("extra", "order_id")}) stored,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, external_id, system),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index transactions_by_profile on transactions (tenant_id, profile_id, transacted_at)",
  "create index transactions_by_moment on transactions (tenant_id, transacted_at)",
  "create index transactions_by_tenant on transactions (tenant_id, id)",
  // A search by receipt is for people, and most sales may be guests'.
  `create index transactions_by_receipt
    on transactions (tenant_id, receipt_ref, (profile_id is null), id)
    where receipt_ref is not null`,
  `create index transactions_by_receipt_key
    on transactions (tenant_id, receipt_key, (profile_id is null), id)
    where receipt_key is not null`,
  // With the order of a look-up, or SQLite prefers the index above, which has it, and reads it all.
  `create index transactions_by_linked_receipt
    on transactions (tenant_id, linked_receipt_ref, transacted_at, id)
    where linked_receipt_ref is not null`,
  "create index transactions_by_sale on transactions (tenant_id, sale_id) where sale_id is not null",
  `create index transactions_by_redemption on transactions (tenant_id, redemption_id)
    where redemption_id is not null`,
  "create index transactions_by_command on transactions (tenant_id, command_id)",
  `create index transactions_by_order on transactions (tenant_id, extra_order_id)
    where extra_order_id is not null`,
  `create table orders (
    id ${identityColumn},
    tenant_id text not null,
    system text not null,
    external_id text,
    profile_id text,
    location_id ${integer},
    staff_id text,
    order_number text,
    status text,
    type text,
    total_cents ${integer} not null,
    total_original_cents ${integer},
    currency text not null,
    transacted_at ${integer} not null,
    timezone text not null,
    due_at ${integer},
    deliver_at ${integer},
    receipt_ref text,
    is_void ${integer} not null check (is_void in (0, 1)),
    items text not null,
    extra text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, system, external_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  "create index orders_by_tenant on orders (tenant_id, id)",
  `create index orders_by_receipt on orders (tenant_id, receipt_ref)
    where receipt_ref is not null`,
  `create index orders_by_profile on orders (tenant_id, profile_id, transacted_at)
    where profile_id is not null`,
  `create table transaction_claims (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    status text not null,
    receipt_ref text not null,
    receipt_key text not null,
    day text not null,
    total_e4 ${integer} not null,
    timezone text not null,
    location_code text not null,
    staff_id text,
    attempts ${integer} not null,
    transaction_id ${integer},
    claimed_at ${integer},
    last_checked_at ${integer} not null,
    expires_at ${integer} not null,
    deleted_at ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null
  ) ${tableEnd}`,
  "create index transaction_claims_by_profile on transaction_claims (tenant_id, profile_id)",
  "create index transaction_claims_by_tenant on transaction_claims (tenant_id, id)",
  `create index transaction_claims_by_staff on transaction_claims (tenant_id, staff_id, created_at)
    where staff_id is not null`,
  `create index transaction_claims_open on transaction_claims (tenant_id, receipt_key)
    where status = 'pending'`,
  `create table tier_points (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    definition_id ${integer} not null,
    points ${integer} not null,
    accrued_at ${integer} not null,
    issued_at ${integer} not null,
    reason text,
    reference text,
    extra text not null,
    deleted_at ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null
  ) ${tableEnd}`,
  "create index tier_points_by_profile on tier_points (tenant_id, profile_id)",
  "create index tier_points_by_tenant on tier_points (tenant_id, id)",
  `create table prize_draws (
    id ${identityColumn},
    tenant_id text not null,
    definition_id ${integer} not null,
    entrant_kind text not null,
    total_entrants ${integer} not null,
    entrants_hash text not null,
    seed text not null,
    winners text not null,
    extra text not null,
    created_at ${integer} not null
  ) ${tableEnd}`,
  "create index prize_draws_by_definition on prize_draws (tenant_id, definition_id)",
  `create table prize_draw_entrants (
    tenant_id text not null,
    prize_draw_id ${integer} not null references prize_draws (id),
    profile_ids text not null,
    primary key (tenant_id, prize_draw_id)
  ) ${keyedTableEnd}`,
  `create table transaction_items (
    id ${identityColumn},
    tenant_id text not null,
    transaction_id ${integer} not null references transactions (id),
    position ${integer} not null,
    name text not null,
    sku text,
    external_id text,
    quantity ${decimal} not null,
    price_sell_cents ${integer} not null,
    price_current_cents ${integer},
    price_original_cents ${integer},
    price_tax_cents ${integer},
    extra text not null,
    extra_barcode text generated always as (${textIn("extra", "barcode")}) stored,
    unique (transaction_id, position)
  ) ${tableEnd}`,
  `create index transaction_items_by_sku on transaction_items (tenant_id, sku)
    where sku is not null`,
  `create index transaction_items_by_barcode on transaction_items (tenant_id, extra_barcode)
    where extra_barcode is not null`,
  `create table shop_days (
    tenant_id text not null,
    profile_id text not null,
    day text not null,
    currency text not null,
    location_id ${integer} not null,
    spend_cents ${integer} not null,
    transactions ${integer} not null,
    sales ${integer} not null,
    priced_sales ${integer} not null,
    discount_cents ${integer} not null,
    primary key (tenant_id, profile_id, day, currency, location_id)
  ) ${keyedTableEnd}`,
  `create table redemptions (
    id ${identityColumn},
    tenant_id text not null,
    command_id text not null,
    profile_id text not null,
    type text not null,
    reverses_id ${integer},
    returns_id ${integer},
    requested_cents ${integer} not null,
    total_cents ${integer} not null,
    shortfall_cents ${integer} not null,
    was_frozen ${integer} not null,
    foreign_amounts text,
    location_id ${integer},
    staff_id text,
    device_id text,
    transaction_external_id text,
    transaction_receipt_ref text,
    sale_external_key text,
    sale_receipt_key text,
    sale_location_id ${integer},
    meta text not null,
    redeemed_at ${integer} not null,
    created_at ${integer} not null,
    unique (tenant_id, command_id)
  ) ${tableEnd}`,
  `create unique index redemptions_reversed on redemptions (tenant_id, reverses_id)
    where reverses_id is not null`,
  `create index redemptions_short on redemptions (tenant_id, device_id, created_at)
    where shortfall_cents > 0`,
  `create index redemptions_returned on redemptions (tenant_id, returns_id)
    where returns_id is not null`,
  "create index redemptions_by_profile on redemptions (tenant_id, profile_id, redeemed_at)",
  "create index redemptions_by_time on redemptions (tenant_id, redeemed_at)",
  "create index redemptions_by_tenant on redemptions (tenant_id, id)",
  `create index redemptions_by_sale on redemptions (tenant_id, sale_external_key, redeemed_at)
    where sale_external_key is not null`,
  `create index redemptions_by_sale_receipt
    on redemptions (tenant_id, sale_receipt_key, redeemed_at) where sale_receipt_key is not null`,
  `create table write_offs (
    id ${identityColumn},
    tenant_id text not null,
    command_id text not null,
    profile_id text not null,
    unit text not null,
    definition_id ${integer},
    amount ${integer} not null check (amount > 0),
    reason text not null,
    reference text not null,
    created_at ${integer} not null,
    unique (tenant_id, command_id, unit, definition_id)
  ) ${tableEnd}`,
  "create index write_offs_by_profile on write_offs (tenant_id, profile_id)",
  "create index write_offs_by_tenant on write_offs (tenant_id, id)",
  `create table freezes (
    id ${identityColumn},
    tenant_id text not null,
    profile_id text not null,
    reason text not null,
    reference text not null,
    frozen_at ${integer} not null,
    unfrozen_at ${integer},
    unfreeze_reason text,
    unfreeze_reference text
  ) ${tableEnd}`,
  "create index freezes_by_profile on freezes (tenant_id, profile_id)",
  `create unique index freezes_in_force on freezes (tenant_id, profile_id)
    where unfrozen_at is null`,
  `create table velocity_acts (
    id ${identityColumn},
    tenant_id text not null,
    counted text not null,
    counted_per text not null,
    subject_id text not null,
    occurred_at ${integer} not null,
    reported text,
    recorded_at ${integer} not null
  ) ${tableEnd}`,
  `create index velocity_acts_by_subject on velocity_acts
    (tenant_id, counted, counted_per, subject_id, occurred_at)`,
  `create table benefit_counts (
    tenant_id text not null,
    definition_id ${integer} not null,
    created ${integer} not null,
    redeemed ${integer} not null,
    primary key (tenant_id, definition_id)
  ) ${keyedTableEnd}`,
  `create table budget_uses (
    tenant_id text not null,
    definition_id ${integer} not null,
    holder text not null,
    cents ${integer} not null,
    issues ${integer} not null,
    primary key (tenant_id, definition_id, holder)
  ) ${keyedTableEnd}`,
  `create table issue_shares (
    tenant_id text not null,
    lot_id text not null,
    funder text not null,
    share ${integer} not null,
    primary key (tenant_id, lot_id, funder)
  ) ${keyedTableEnd}`,
  `create table budget_marks (
    tenant_id text not null,
    definition_id ${integer} not null,
    counted_in text not null,
    total ${integer} not null,
    mark ${integer} not null,
    primary key (tenant_id, definition_id, counted_in, total, mark)
  ) ${keyedTableEnd}`,
  `create table allocations (
    id ${identityColumn},
    tenant_id text not null,
    definition_id ${integer} not null,
    unit text not null,
    code text not null,
    code_key text not null,
    name text,
    value_cents ${integer},
    valid_from ${integer},
    valid_to ${integer},
    external_id text,
    extra text not null,
    profile_id text,
    lot_id text,
    allocated_at ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, code_key)
  ) ${tableEnd}`,
  `create index allocations_free on allocations (tenant_id, definition_id, id)
    where lot_id is null`,
  `create index allocations_free_by_value on allocations
    (tenant_id, definition_id, value_cents, id) where lot_id is null`,
  "create index allocations_by_definition on allocations (tenant_id, definition_id, lot_id)",
  "create index allocations_by_lot on allocations (tenant_id, lot_id)",
  "create index allocations_by_profile on allocations (tenant_id, profile_id)",
  "create index allocations_by_tenant on allocations (tenant_id, id)",
  `create index allocations_by_external_id on allocations (tenant_id, external_id)
    where external_id is not null`,
];

const ledger = ({
  name,
  integer,
  identityColumn,
  sequenceColumn,
  tableEnd,
  keyedTableEnd,
}: Dialect) => [
  `create table ledger_entries (
    seq ${sequenceColumn},
    tenant_id text not null,
    entry_id text not null,
    profile_id text not null,
    sequence ${integer} not null,
    kind text not null,
    unit text not null,
    definition_id ${integer},
    definition_version ${integer} not null,
    lot_id text not null,
    amount ${integer} not null,
    value_cents ${integer} not null,
    active_at ${integer},
    expires_at ${integer},
    timezone text not null,
    source_type text not null,
    source_id text not null,
    source_version ${integer},
    source_level ${integer},
    source_transaction_id ${integer},
    reason text,
    reference text,
    command_id text not null,
    occurred_at ${integer} not null,
    recorded_at ${integer} not null,
    location_id ${integer},
    staff_id text,
    device_id text,
    hash text not null,
    unique (tenant_id, profile_id, sequence),
    -- An entry's id begins with its command's, so this finds a command's entries too.
    unique (tenant_id, command_id, entry_id)
  ) ${tableEnd}`,
  "create index ledger_entries_by_source on ledger_entries (tenant_id, source_type, source_id)",
  // The statement that uses it repeats these words, or SQLite wouldn't.
  `create index ledger_entries_of_shortfalls on ledger_entries (tenant_id, profile_id)
    where kind in ('shortfall', 'write_off', 'reverse')`,
  `create index ledger_entries_of_changes on ledger_entries (tenant_id, lot_id)
    where kind in ('join', 'expire', 'adjust')`,
  `create index ledger_entries_of_benefits on ledger_entries (tenant_id, lot_id)
    where unit = 'benefit'`,
  ...appendOnly[name],
  `create table accounts (
    tenant_id text not null,
    profile_id text not null,
    version ${integer} not null,
    head_hash text not null,
    merged_entries ${integer} not null default 0,
    outstanding text not null,
    frozen text,
    recorded_at ${integer} not null,
    primary key (tenant_id, profile_id),
    foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
  ) ${keyedTableEnd}`,
  `create table lots (
    number ${identityColumn},
    tenant_id text not null,
    lot_id text not null,
    profile_id text not null,
    chain_id text not null,
    unit text not null,
    definition_id ${integer},
    definition_version ${integer} not null,
    issued_at ${integer} not null,
    active_at ${integer} not null,
    expires_at ${integer},
    extended_at ${integer},
    timezone text not null,
    initial ${integer} not null check (initial > 0),
    remaining ${integer} not null check (remaining >= 0),
    source_type text not null,
    source_id text not null,
    source_version ${integer},
    source_level ${integer},
    source_transaction_id ${integer},
    external_id text,
    extra text not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    deleted_at ${integer},
    lock_token text,
    lock_expires_at ${integer},
    unique (tenant_id, lot_id)
  ) ${tableEnd}`,
  `create index lots_locked on lots (tenant_id, profile_id) where lock_token is not null`,
  `create table gift_cards (
    id ${identityColumn},
    tenant_id text not null,
    number_hash text not null,
    last_four text not null,
    pin_hash text,
    state text not null,
    batch text,
    definition_id ${integer} not null,
    face_cents ${integer},
    account_id text,
    creator_profile_id text,
    released_to_profile_id text,
    activated_at ${integer},
    reverts_at ${integer},
    wrong_pins ${integer} not null,
    pin_blocked_until ${integer},
    lock_token text,
    lock_expires_at ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    unique (tenant_id, number_hash),
    foreign key (tenant_id, account_id) references profiles (tenant_id, id)
  ) ${tableEnd}`,
  `create unique index gift_cards_by_account on gift_cards (tenant_id, account_id)
    where account_id is not null`,
  "create index gift_cards_by_batch on gift_cards (tenant_id, batch)",
  "create index gift_cards_by_tenant on gift_cards (tenant_id, id)",
  `create index gift_cards_by_creator on gift_cards (tenant_id, creator_profile_id)
    where creator_profile_id is not null`,
  `create index gift_cards_by_release on gift_cards (tenant_id, released_to_profile_id)
    where released_to_profile_id is not null`,
  "create index gift_cards_blank on gift_cards (tenant_id, definition_id) where state = 'blank'",
  `create table tier_days (
    tenant_id text not null,
    profile_id text not null,
    definition_id ${integer} not null,
    day text not null,
    gained ${integer} not null,
    lost ${integer} not null,
    primary key (tenant_id, profile_id, definition_id, day)
  ) ${keyedTableEnd}`,
  `create table achievement_counts (
    tenant_id text not null,
    transaction_id ${integer} not null,
    definition_id ${integer} not null,
    definition_version ${integer} not null,
    profile_id text not null,
    day text not null,
    count ${integer} not null,
    primary key (tenant_id, transaction_id, definition_id)
  ) ${keyedTableEnd}`,
  "create index achievement_counts_by_profile on achievement_counts (tenant_id, profile_id)",
  `create table achievement_manual_counts (
    tenant_id text not null,
    profile_id text not null,
    command_id text not null,
    definition_id ${integer} not null,
    definition_version ${integer} not null,
    day text not null,
    gained ${integer} not null,
    lost ${integer} not null,
    reason text,
    reference text,
    primary key (tenant_id, profile_id, command_id, day)
  ) ${keyedTableEnd}`,
  `create table achievement_days (
    tenant_id text not null,
    profile_id text not null,
    definition_id ${integer} not null,
    day text not null,
    gained ${integer} not null,
    lost ${integer} not null,
    primary key (tenant_id, profile_id, definition_id, day)
  ) ${keyedTableEnd}`,
  "create index achievement_days_by_definition on achievement_days (tenant_id, definition_id)",
  `create table achievement_unlocks (
    tenant_id text not null,
    profile_id text not null,
    definition_id ${integer} not null,
    cycle text not null,
    unlocked text not null,
    checkpoint text,
    updated_at ${integer} not null,
    primary key (tenant_id, profile_id, definition_id, cycle)
  ) ${keyedTableEnd}`,
  `create table tier_assignments (
    tenant_id text not null,
    command_id text not null,
    profile_id text not null,
    definition_id ${integer} not null,
    assigned_at ${integer} not null,
    primary key (tenant_id, profile_id, command_id)
  ) ${keyedTableEnd}`,
  `create table tier_standings (
    tenant_id text not null,
    profile_id text not null,
    programme text not null,
    definition_id ${integer},
    achieved_at ${integer},
    anniversary_at ${integer},
    maintained_at ${integer},
    send_at ${integer},
    checkpoint text,
    welcomed text not null,
    updated_at ${integer} not null,
    primary key (tenant_id, profile_id, programme)
  ) ${keyedTableEnd}`,
  `create index tier_standings_by_definition on tier_standings (tenant_id, definition_id)
    where definition_id is not null`,
  "create index lots_open on lots (tenant_id, profile_id) where remaining > 0",
  "create index lots_by_profile on lots (tenant_id, profile_id, unit, active_at)",
  "create index lots_by_unit on lots (tenant_id, unit, number)",
  // The statement that uses it repeats these words, or SQLite wouldn't.
  `create index lots_of_benefits on lots (tenant_id, definition_id, profile_id)
    where unit = 'benefit'`,
  // Likewise.
  `create index lots_claimed on lots (tenant_id, profile_id, definition_id)
    where source_type = 'claim'`,
  "create index lots_by_source on lots (tenant_id, source_type, source_id)",
  `create index lots_by_transaction on lots (tenant_id, source_transaction_id)
    where source_transaction_id is not null`,
  `create unique index lots_by_external_id on lots (tenant_id, unit, external_id)
    where external_id is not null and deleted_at is null`,
];

/** [L1] enforced by the database itself: it refuses to change or delete an entry. */
const appendOnly = {
  sqlite: [
    `create trigger ledger_entries_no_update before update on ledger_entries
      begin select raise(abort, 'ledger entries are only appended'); end`,
    `create trigger ledger_entries_no_delete before delete on ledger_entries
      begin select raise(abort, 'ledger entries are only appended'); end`,
  ],
  postgres: [
    `create function refuse_ledger_change() returns trigger language plpgsql as
      $$ begin raise exception 'ledger entries are only appended'; end $$`,
    `create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
      for each statement execute function refuse_ledger_change()`,
  ],
} as const;

const devices = ({ integer, tableEnd }: Dialect): readonly string[] => [
  `create table devices (
    id text not null,
    tenant_id text not null,
    name text not null,
    location_id ${integer} not null references locations (id),
    epoch ${integer} not null,
    next_device_seq ${integer} not null,
    state text not null,
    enrolled_at ${integer} not null,
    last_contact_at ${integer},
    last_made ${integer},
    clock_skew_ms ${integer},
    restricted_at ${integer},
    restricted_for text,
    day_from ${integer} not null,
    day_commands ${integer} not null,
    day_bytes ${integer} not null,
    primary key (tenant_id, id)
  ) ${tableEnd}`,
  `create table device_charges (
    tenant_id text not null,
    command_id text not null,
    device_id text not null,
    location_id ${integer} not null references locations (id),
    amount_cents ${integer} not null,
    reason text not null,
    occurred_at ${integer} not null,
    recorded_at ${integer} not null,
    primary key (tenant_id, command_id)
  ) ${tableEnd}`,
  "create index device_charges_by_device on device_charges (tenant_id, device_id)",
  `create table device_contacts (
    tenant_id text not null,
    device_id text not null,
    last_made ${integer} not null,
    first_at ${integer} not null,
    last_at ${integer} not null,
    primary key (tenant_id, device_id, last_made)
  ) ${tableEnd}`,
  `create table enrolment_codes (
    code_hash text primary key,
    tenant_id text not null,
    location_id ${integer} not null references locations (id),
    expires_at ${integer} not null,
    used_at ${integer},
    created_at ${integer} not null
  ) ${tableEnd}`,
  `create table tokens (
    id text primary key,
    tenant_id text not null,
    kind text not null,
    name text not null,
    secret_hash text not null,
    scopes text not null,
    device_id text,
    created_at ${integer} not null,
    expires_at ${integer},
    last_used_at ${integer},
    revoked_at ${integer}
  ) ${tableEnd}`,
  "create index tokens_by_tenant on tokens (tenant_id, kind, created_at)",
  "create index tokens_by_device on tokens (tenant_id, device_id) where device_id is not null",
  `create table commands (
    tenant_id text not null,
    command_id text not null,
    device_id text,
    device_epoch ${integer},
    device_seq ${integer},
    kind text not null,
    body_hash text not null,
    body text not null,
    verdict text not null,
    at_risk_cents ${integer},
    at_risk_profile_id text,
    profile_id text,
    answer_profile_id text,
    email text,
    mobile_phone text,
    received_at ${integer} not null,
    primary key (tenant_id, command_id),
    unique (tenant_id, device_id, device_epoch, device_seq)
  ) ${tableEnd}`,
  "create index commands_by_moment on commands (tenant_id, received_at)",
  // Erasing somebody finds what was said of them without reading all that was ever said.
  ...["profile_id", "answer_profile_id", "email", "mobile_phone"].map(
    (column) => `create index commands_by_${column} on commands (tenant_id, ${column})
      where ${column} is not null`,
  ),
  `create table kept_answers (
    tenant_id text not null,
    key_hash text not null,
    step ${integer} not null,
    body_hash text not null,
    answer text not null,
    profile_id text,
    kept_until ${integer} not null,
    primary key (tenant_id, key_hash, step)
  ) ${tableEnd}`,
  "create index kept_answers_too_old on kept_answers (kept_until)",
  `create index kept_answers_by_profile on kept_answers (tenant_id, profile_id)
     where profile_id is not null`,
];

const feed = ({ name, integer, transactionId, keyedTableEnd }: Dialect): readonly string[] => [
  `create table feed (
    tenant_id text not null,
    collection text not null,
    doc_id text not null,
    scope text not null,
    location_id ${integer},
    tx ${transactionId} not null,
    seq ${integer} not null,
    is_deleted ${integer} not null check (is_deleted in (0, 1)),
    primary key (tenant_id, collection, doc_id, scope)
  ) ${keyedTableEnd}`,
  "create index feed_in_order on feed (tenant_id, collection, scope, tx, seq)",
  ...feedNumbers[name],
];

const feedNumbers = {
  sqlite: ["create unique index feed_by_place on feed (tx, seq)"],
  postgres: ["create sequence feed_seq as bigint", "create index feed_by_place on feed (tx, seq)"],
} as const;

const reaction = ({
  name,
  integer,
  sequenceColumn,
  transactionId,
  tableEnd,
  keyedTableEnd,
}: Dialect): readonly string[] => [
  `create table events (
    seq ${sequenceColumn},
    tx ${transactionId} not null,
    tenant_id text not null,
    kind text not null,
    profile_id text,
    command_id text,
    actor text not null,
    occurred_at ${integer} not null,
    recorded_at ${integer} not null,
    context text not null
  ) ${tableEnd}`,
  ...eventOrder[name],
  "create index events_by_kind on events (tenant_id, kind, recorded_at)",
  `create index events_by_profile on events (tenant_id, profile_id, seq)
    where profile_id is not null`,
  `create table due (
    tenant_id text not null,
    kind text not null,
    key text not null,
    due_at ${integer} not null,
    attempt_at ${integer},
    attempts ${integer} not null,
    failure text,
    primary key (tenant_id, kind, key)
  ) ${keyedTableEnd}`,
  "create index due_by_attempt on due (tenant_id, attempt_at) where attempt_at is not null",
  "create index due_parked on due (tenant_id, kind, key) where attempt_at is null",
];

/**
 * On SQLite the row id is already in commit order, and omitting an index saves a tenth of a
 * redemption's time.
 */
const eventOrder = {
  sqlite: [],
  postgres: ["create index events_in_order on events (tenant_id, tx, seq)"],
} as const;
