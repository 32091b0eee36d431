import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import type { JsonSchema } from "#sync-server/testing/random-body.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

type Json = Readonly<Record<string, unknown>>;

/** One write: a body with every documented field, and how it is read back. */
type Write = {
  readonly body: Json;
  /** Where a field is shown if not under its own name; null if it only says what to do. */
  readonly elsewhere?: Readonly<Record<string, string | null>>;
  /** Where to read it, if not at the path of the write or under it. */
  readonly readAt?: (data: { readonly id: string; readonly handle: string }) => string;
};

const address = (line: string) => ({
  id: null,
  address_line_1: line,
  address_line_2: "Floor 2",
  address_line_3: "Room 3",
  company: "Hart & Co",
  city: "Perth",
  state: "Western Australia",
  postcode: "6000",
  country: "Australia",
  iso: "AU",
  iso_state: "AU-WA",
  latitude: "-31.95",
  longitude: "115.86",
  name: "Shop",
  type: "work",
  phone: "08 9000 0000",
  notes: "Ring twice",
  external_id: "A-1",
  is_default: true,
  meta: { floor: 2 },
});

const CUSTOM_FIELDS = [
  { namespace: "a", handle: "b", name: "B", type: "integer", value: 0 },
  { namespace: "a", handle: "c", name: "C", type: "boolean", value: false },
];
const { id: _, ...ownAddress } = address("7 Way");
const { id: _id, ...locationAddress } = address("1 Hay St");
const location = (code: string) => ({
  name: "Perth",
  type: "store",
  description: "Corner shop",
  phone: "08 9000 0000",
  email: "perth@example.com",
  external_id: code,
  external_code: code,
  timezone: "Australia/Perth",
  country: "AU",
  region: "west",
  is_published: true,
  is_permanently_closed: false,
  tags: ["flagship"],
  custom_fields: CUSTOM_FIELDS,
  address: locationAddress,
  normal_hours: [
    { day_of_week: "MON", open_at: "09:00", close_at: "17:30" },
    { day_of_week: "TUE", open_at: "09:00", close_at: "24:00" },
  ],
  special_hours: [
    {
      name: "Christmas",
      is_repeating: true,
      open_at: "10:00",
      close_at: "12:00",
      start_at: "2026-12-24",
      end_at: "2026-12-24",
    },
    {
      name: "New Year",
      is_repeating: true,
      open_at: null,
      close_at: null,
      start_at: "2027-01-01 00:00:00",
      end_at: "2027-01-02 00:00:00",
    },
  ],
});

const LINE = {
  name: "Shirt",
  quantity: 2,
  price_sell: 10,
  price_current: 11,
  price_original: 12,
  price_tax: 0.91,
  price_margin: 3.5,
  sku: "S-1",
  product_variant_sku: "S-1",
  barcode: "9300000000001",
  external_id: "L-1",
  variant_external_id: "V-1",
  product_variant_id: 7,
  product_variant: {
    product_id: 3,
    sku: "S-1",
    barcode: "9300000000001",
    title: "Shirt",
    brand: "Hart",
    category: "Tops",
    subcategory: "Shirts",
    price: 12,
  },
  order_id: 4,
  department: "Men",
  line_type: "goods",
  discounts: [{ amount: 1, reason_desc: "promo" }],
  is_void: false,
  meta: { till: 1 },
};

const COST = {
  budget: { counted_in: "money", total: 1000.5, per_profile: 20, when_reached: "warn" },
  funding: [
    { funder: "brand", share: 66.67 },
    { funder: "Acme", share: 33.33 },
  ],
};

const rewardDefinition = (handle: string) => ({
  currency: "AUD",
  name: "Welcome",
  handle,
  value: 10,
  max_value: 50,
  type: "bonus",
  period: 30,
  period_type: "days",
  absolute_expiry: "2027-01-01",
  description: "d",
  short_description: "s",
  long_description: "l",
  terms_conditions: "t",
  earn_instructions: "e",
  internal_notes: "n",
  icon: "i",
  image_url: "u",
  issue_target_id: 1,
  expiry_target_id: 2,
  extend_target_id: 3,
  notify_issue_offset: 4,
  notify_expiry_offset: 5,
  notify_schedule_offset: 6,
  notify_issue_offset_days: 7,
  notify_issue_offset_hour: 8,
  notify_remind_offset_days: 9,
  notify_remind_offset_hour: 10,
  notify_extend_offset_days: 11,
  notify_extend_offset_hour: 12,
  is_assignable: false,
  is_extendable: true,
  is_reassignable: true,
  is_published: false,
  extend_days: 5,
  ...COST,
  point_price: 500,
  point_handle: "sample",
  region_id: "west",
  statuses: ["vip"],
  is_archived: true,
  tags: ["T"],
  meta: { a: 1 },
});

const pointDefinition = (handle: string, use: "tier" | "reward") => ({
  ...COST,
  budget: use === "tier" ? null : COST.budget,
  name: "Points",
  handle,
  description: "d",
  is_reassignable: true,
  return_debt_max: 40,
  use,
  decimals: 1,
  earns_on: ["goods", "fee"],
  earns_on_tax: false,
  earns_on_staff_sales: false,
  unearning_tenders: ["POINTS"],
  rate_priority: "profile",
  earn_rate: 2,
  exchange_rate: 0.05,
  issue_period: 14,
  issue_period_type: "hours",
  period: 12,
  period_type: "months",
  absolute_expiry: "2027-01-01",
  region_id: "west",
  statuses: ["vip"],
  is_archived: true,
  notes: "n",
  issue_absolute_expiry: "2027-01-31",
  currency: "AUD",
  tags: ["T"],
  meta: { a: 1 },
});

const tierDefinition = (handle: string) => ({
  name: "Gold",
  handle,
  value_min: 1000,
  value_maintain: 800.5,
  is_floor: true,
  disable_credit: true,
  is_assignable: false,
  is_published: false,
  programme: "status",
  region_id: null,
  welcome: [{ type: "reward_definition", handle: "sample" }],
  description: "d",
  short_description: "s",
  long_description: "l",
  terms_conditions: "t",
  earn_instructions: "e",
  internal_notes: "n",
  icon: "i",
  image_url: "u",
  tags: ["T"],
  meta: { a: 1 },
});

const rate = (locationId: number) => ({
  ...COST,
  name: "Double",
  handle: "sample",
  rate: 1.5,
  type: "t",
  code: "SPRING",
  priority: 3,
  location_id: locationId,
  region_id: "west",
  country_iso_2: "AU",
  profile_conditions: { "<": [{ var: "birth_year" }, 1960] },
  product_conditions: { "==": [{ var: "brand" }, "X"] },
  start_time: "2026-12-24",
  end_time: "2026-12-31 12:00:00",
  issue_period: 14,
  issue_period_type: "days",
  issue_absolute_expiry: "2027-01-31",
  earn_instructions: "e",
  internal_notes: "n",
  is_default: true,
  is_published: false,
  is_archived: true,
  tags: ["T"],
  meta: { a: 1 },
});

const achievementDefinition = (handle: string, period: string | null) => ({
  name: "Regular",
  handle,
  type: "t",
  levels: [
    {
      name: "First",
      display_number: 1,
      description: "d",
      trigger: 5,
      repeats: true,
      repeat_interval: 10,
      allow_multiple_earn: true,
      meta: {
        colour: "gold",
        unlocks: [{ type: "reward_definition", id_type: "handle", id: "sample" }],
      },
    },
  ],
  counts: "sales",
  profile_conditions: { "<": [{ var: "birth_year" }, 1960] },
  product_conditions: { "==": [{ var: "brand" }, "X"] },
  starts_at: "2026-01-01 09:00:00",
  ends_at: "2026-12-31",
  period,
  enable_annual_earn_cycle: false,
  timezone: period && "Pacific/Auckland",
  display_option: "mystery",
  display_level: false,
  is_published: false,
  is_archived: true,
  region_id: "west",
  statuses: ["vip"],
  currency: "AUD",
  description: "d",
  short_description: "s",
  long_description: "l",
  terms_conditions: "t",
  earn_instructions: "e",
  internal_notes: "n",
  icon: "i",
  image_url: "u",
  tags: ["T"],
  meta: { period: "monthly" },
});

const benefitDefinition = (handle: string) => ({
  currency: "AUD",
  name: "Coffee",
  handle,
  type: "gift",
  value: 4.5,
  period: 30,
  period_type: "days",
  absolute_expiry: "2027-01-31",
  end_at: "2027-06-30",
  ...COST,
  max_redemptions: 3,
  max_global_redemptions: 1000,
  force_allocation: true,
  is_claimable: true,
  claim_period_start_at: "2026-01-01 09:00:00",
  claim_period_end_at: "2026-12-31",
  is_reclaimable: true,
  claim_condition: '{"==":[{"var":"gender"},"F"]}',
  claim_timeframe: '{"<":[{"var":"weekday"},6]}',
  view_condition: '{"!!":[{"var":"email"}]}',
  is_assignable: false,
  is_extendable: true,
  is_reassignable: true,
  allow_user_redeem: true,
  is_published: false,
  is_archived: true,
  region_id: "west",
  statuses: ["vip"],
  description: "d",
  short_description: "s",
  long_description: "l",
  terms_conditions: "t",
  earn_instructions: "e",
  redeem_instructions_store: "rs",
  redeem_instructions_online: "ro",
  redeem_code_pos: "POS",
  redeem_code_online: "WEB",
  internal_notes: "n",
  icon: "i",
  image_url: "u",
  issue_target_id: "1",
  remind_target_id: "2",
  extend_target_id: "3",
  notify_schedule_offset: 6,
  notify_issue_offset_days: 7,
  notify_issue_offset_hour: 8,
  notify_remind_offset_days: 9,
  notify_remind_offset_hour: 10,
  notify_extend_offset_days: 11,
  notify_extend_offset_hour: 12,
  tags: ["T"],
  meta: { a: 1 },
});

const creditDefinition = (handle: string) => ({
  currency: "AUD",
  name: "Gift card",
  handle,
  value: 10,
  max_value: 500,
  type: "gift_card",
  period: 36,
  period_type: "months",
  absolute_expiry: "2027-01-01",
  require_security_code: true,
  security_code_type: "pin4",
  release_period: 90,
  release_period_type: "weeks",
  is_assignable: false,
  is_releasable: true,
  require_creator: true,
  is_extendable: true,
  extend_days: 7,
  region_id: "west",
  statuses: ["vip"],
  is_archived: true,
  is_published: false,
  description: "d",
  short_description: "s",
  long_description: "l",
  terms_conditions: "t",
  internal_notes: "n",
  icon: "i",
  image_url: "u",
  primary_colour: "#000000",
  secondary_colour: "#ffffff",
  custom_fields: CUSTOM_FIELDS,
  tags: ["T"],
  meta: { a: 1 },
});

const listDefinition = (handle: string) => ({
  ...{ name: "Registry", handle, type: "gift-registry", allow_share: true, allow_reserve: true },
  ...{ allow_quantity: true, allow_custom_product: true, allow_new: false, allow_edit: false },
  ...{ allow_delete: false, is_published: false, is_active: false, description: "d" },
  ...{ short_description: "s", icon: "i", cover: "c", tags: ["T"], meta: { a: 1 } },
});

const ofBrand = {
  ...{ description: "d", short_description: "s", url: "u", image_url: "i", internal_note: "n" },
  ...{ external_id: "X", external_code: "C", is_system: true, meta: { a: 1 } },
};
const brand = (handle: string) => ({ handle, name: "Hart & Co", ...ofBrand });
const department = (handle: string, brandId: number, locationId: number) => ({
  ...{ handle, name: "Shoes", brand_id: brandId, location_id: locationId },
  ...ofBrand,
});
const region = (handle: string) => ({
  ...{ handle, name: "West", is_default: true, currency: "AUD", countries: [{ iso_2: "AU" }] },
});
const status = (handle: string) => ({
  ...{ handle, name: "VIP", sort_order: 1, group_handle: "club", group_name: "Club", code: "V" },
  ...{ colour: "#000000", text_colour: "#ffffff", primary_colour: "#1", secondary_colour: "#2" },
  ...{ icon: "i", image_url: "u", description: "d", short_description: "s" },
  ...{ long_description: "l", terms_conditions: "t", earn_instructions: "e" },
  ...{ internal_notes: "n", period: 12, period_type: "months", absolute_expiry: "2027-01-01" },
  timezone: "Australia/Perth",
  custom_fields: CUSTOM_FIELDS,
});

const variant = (sku: string) => ({
  sku,
  barcode: "9300000000002",
  external_id: sku,
  handle: "shirt-red",
  title: "Red",
  description: "Line one\nline two",
  web_url: "https://example.com/red",
  position: 3,
  price: 12.5,
  price_discounted: 10,
  price_comparison: 15,
  price_cost: 0,
  available_quantity: 2.25,
  images: [{ url: "https://example.com/red.png", sort_order: 1, alt: "Red" }],
  meta: { a: 1 },
  tags: ["T"],
  options: [{ name: "colour", value: "red" }],
});

const product = (code: string) => ({
  title: "Shirt",
  external_id: code,
  status: "new",
  brand: "Hart",
  department: "Men",
  category: "Tops",
  subcategory: "Shirts",
  description: "A shirt",
  web_url: "https://example.com/shirt",
  currency: "AUD",
  position: 2,
  images: [{ url: "https://example.com/shirt.png", sort_order: 0 }],
  systems: ["shop", "pos"],
  channels: ["web", { id: 1 }],
  tags: ["T"],
  options: [{ name: "colour" }],
  custom_fields: CUSTOM_FIELDS,
  variants: [{ id: null, ...variant(code) }],
});
const SPAN = { starts_at: "2026-02-01 00:00:00", expires_at: "2026-12-31 12:59:59" };
const encounter = ({ locationId, staffId }: V3Samples) => ({
  ...{ location_id: locationId, location_external_id: "SAMPLE", staff_id: staffId },
});
const encounterElsewhere = { location_external_id: "location.external_id", identifier: null };
const interaction = (profileId: string, samples: V3Samples) => ({
  ...encounter(samples),
  profile_id: profileId,
  identifier: { handle: "card", id: "SAMPLE-CARD" },
  action: "feedback",
  channel: "website",
  signal: -1,
  name: "Survey",
  namespace: "shop.survey",
  description: "One line\nand another",
  url: "https://example.com/survey",
  duration: "00:03:00",
  latitude: "-31.95",
  longitude: "115.86",
  product_id: samples.productId,
  product_variant_id: samples.variantId,
  product_category_id: 7,
  tags: ["T"],
  meta: { score: 9 },
  interacted_at: "2026-03-01 10:00:00",
});
const visit = (samples: V3Samples) => ({
  ...encounter(samples),
  visited_at: "2026-03-01 10:00:00",
  notes: "Tried on boots\nsize 42",
  meta: { bay: 2 },
});
const task = ({ locationId, staffId }: V3Samples) => ({
  ...{ title: "Call about the coat", details: "One line\nand another", kind: "call" },
  ...{ priority: "high", due_day: "2026-03-02", due_time: "15:30", assignee_id: staffId },
  location_id: locationId,
});
const appointment = ({ locationId, staffId }: V3Samples) => ({
  ...{ kind: "fitting", title: "Wedding suit", details: "One line\nand another", time: "09:30" },
  ...{ day: "2026-03-02", minutes: 45, guest_name: "Mr Hart", assignee_id: staffId },
  ...{ location_id: locationId, state: "waiting", is_walk_in: true },
});
const ASSIGNMENT = {
  ...{ role_type: "part_time", is_default: true, is_active: true, sort_order: 3, notes: "n" },
  ...{ starts_at: "2026-01-02 03:04:05", ends_at: "2027-01-02 03:04:05", meta: { a: 1 } },
  ...{ external_id: "A-1", profile_external_id: "P-1", excluded_service_handles: ["colour"] },
};
const organisation = (handle: string) => ({
  ...{ name: "Hart & Co", handle, type: "company", status: "gold", is_tenant: true },
  ...{ is_active: false, phone: "08 9000 0000", secondary_phone: "08 9000 0001" },
  ...{ email: "hart@example.com", domain: "hart.test", authorised_domains: ["hart.test"] },
  ...{ description: "d", short_description: "s", long_description: "l", notes: "n" },
  ...{ icon: "i.png", image_url: "i.png", custom_fields: CUSTOM_FIELDS, meta: { a: 1 } },
  address: locationAddress,
});
const member = ({ roleDefinitionId }: V3Samples) => ({
  ...{ role_definition_id: roleDefinitionId, expires_at: "2027-01-01 10:00:00", is_active: true },
});
const memberElsewhere = { role_definition_id: "role_definition.id" };
const messageTemplate = (handle: string) => ({
  ...{ handle, name: "Back in stock", channel: "email", subject: "At {{store}}", sort_order: 2 },
  ...{ body: "Dear {{first_name}}\n\n{{staff_name}}", is_archived: true },
});
const connectionDefinition = (handle: string) => ({
  ...{ name: "Friend", handle, type: "friend", tenant: "hart", icon: "i.png", cover: "c.png" },
  ...{ short_description: "s", description: "d", internal_notes: "n", meta: { a: 1 } },
  start_date_global: "2026-01-01",
  end_date_global: "2027-01-01 10:00:00",
  end_date_duration: 30,
  shareable_attributes: ["first_name", "email"],
  connector_condition: { ">": [{ var: "birth_year" }, 1990] },
  connected_condition: { in: ["VIP", { var: "flattened_tags" }] },
  ...{ connector_can_break: true, connected_can_break: true },
  ...{ is_published: true, is_pending: true, is_archived: true },
});
const connection = {
  ...{ name: "Friend", description: "d", notes: "n", meta: { a: 1 }, sort_order: 2 },
  ...{ is_published: false, is_default: true, is_invalid: true, is_primary: true },
  ...{ is_archived: false, connected_at: "2026-01-02 03:04:05" },
};
const listItem = ({ productId, variantId, locationId, transactionItemId }: V3Samples) => ({
  ...{ product_id: productId, product_variant_id: variantId, product_category_id: 7 },
  ...{ product_variant_sku: "SAMPLE-SKU", product_variant_barcode: null, custom_product: null },
  ...{ quantity: 9, position: 3, status: "liked", source: "app", external_id: "I-1" },
  ...{ location_id: locationId, meta: { a: 1 }, transaction_item_id: transactionItemId },
});
const itemElsewhere = { product_variant_sku: null, product_variant_barcode: null };
const list = (handle: string, samples: V3Samples) => ({
  ...{ name: "Wedding", handle, list_definition_id: samples.listDefinitionId, description: "d" },
  ...{ sort_order: 2, custom_date: "2027-02-14 00:00:00", location_id: samples.locationId },
  ...{ staff_id: samples.staffId, tags: ["T"], custom_fields: CUSTOM_FIELDS, meta: { a: 1 } },
  items: [{ ...listItem(samples), id: null, external_id: null }],
  update_items_only: false,
});
const listElsewhere = {
  ...{ "items.product_variant_sku": null, "items.product_variant_barcode": null },
  update_items_only: null,
};
const rating = (samples: V3Samples) => ({
  ...encounter(samples),
  ...{ profile_id: samples.profileId, score: 9, score_max: 10, name: "Stay", comment: "A\nB" },
  ...{ source: "survey", product_id: samples.productId, product_variant_id: samples.variantId },
  ...{ rated_at: "2026-03-01 10:00:00", tags: ["T"], meta: { a: 1 } },
});
const share = {
  ...{ quantity: 5, remaining_quantity: 4, timezone: "Australia/Perth", period: 3 },
  ...{ period_type: "months", absolute_expiry: "2027-01-31", is_cloneable: true },
  ...{ expires_at: "2027-02-01 00:00:00", meta: { a: 1 } },
};
const REMINDER = {
  ...{ schedule_type: "period", remind_at: "2027-01-01 00:00:00", period_value: 2 },
  ...{ period_unit: "weeks", period_time_at: "09:30", repeat_value: 3, repeat_unit: "monthly" },
  ...{ repeat_time_at: "10:30", channel: "slack", recipient: "#shop", note: "A\nB" },
  ...{ username: "Bot", timezone: "Australia/Perth", expires_at: "2027-12-31 00:00:00" },
  is_active: false,
};
const membership = { country: "AU", state: "AU-WA", is_active: true };

const STAFF = { full_name: "Sam Lee", pin: "471147", is_active: true, role: "manager" };

const WEDDING = {
  id: null,
  type: "anniversary",
  date: "2015-06-20",
  is_recurring: true,
  recurring_schedule: "yearly",
  name: "Wedding",
  handle: "wedding",
  relationship: "spouse",
  description: "d",
  note: "n",
  meta: { a: 1 },
};

/** Every write, with every field that the reference documents. */
const writesOf = (samples: V3Samples, merged: Record<"comms" | "appearance", Json>) => {
  const { profileId, locationId, staffId } = samples;
  const profile = (n: number): Json => ({
    title: "Dr",
    first_name: "Ada",
    last_name: "Hart",
    email: `kept${n}@example.com`,
    mobile_phone: `+6141200011${n}`,
    secondary_phone: "+61412000999",
    birth_day: 3,
    birth_month: 4,
    birth_year: 1990,
    birth_date: "1990-04-03",
    gender: "female",
    profile_type: "active",
    joined_location_id: locationId,
    joined_location_external_id: "SAMPLE",
    joined_location_external_code: "SAMPLE-CODE",
    joined_staff_id: staffId,
    preferred_staff_id: staffId,
    associate_id: staffId,
    is_public: true,
    joined_at: "2025-01-02 03:04:05",
    preferred_location_id: locationId,
    preferred_location_external_id: "SAMPLE",
    preferred_location_external_code: "SAMPLE-CODE",
    tags: ["VIP"],
    statuses: ["staff", "vip"],
    identities: [{ handle: "shop", identifier: `K-${n}`, is_primary: true, is_active: true }],
    address: address("1 Way"),
    addresses: [address("1 Way")],
    attributes: {
      ...{ comms: merged.comms, appearance: merged.appearance },
      ...{ custom: { shop: { size: 42 } }, dates: [WEDDING] },
    },
    comms_attributes: merged.comms,
    appearance_attributes: merged.appearance,
    custom_attributes: [{ namespace: "shop", handle: "size", type: "integer", value: 42 }],
    dates_attributes: [WEDDING],
    regions: [
      {
        ...{ id: samples.regionId, region_id: samples.regionId },
        ...{ country: "AU", state: "WA", is_active: true },
      },
    ],
    organisations: [
      {
        ...{ id: samples.organisationId, organisation_id: samples.organisationId },
        ...{ role_definition_id: samples.roleDefinitionId, expires_at: "2030-01-01 00:00:00" },
        is_active: true,
      },
    ],
    company: "Hart & Co",
    occupation: "Baker",
    avatar_url: "https://example.com/a.png",
    currency: "AUD",
    custom_fields: CUSTOM_FIELDS,
    meta: { a: 1 },
  });
  const profileElsewhere = {
    joined_location_external_id: "joined_location.external_id",
    joined_location_external_code: "joined_location.external_code",
    preferred_location_external_id: "preferred_location.external_id",
    preferred_location_external_code: "preferred_location.external_code",
    comms_attributes: "attributes.comms",
    appearance_attributes: "attributes.appearance",
    dates_attributes: "attributes.dates",
    identities: null,
    regions: null,
    organisations: null,
  };
  const sale = (externalId: string) => ({
    profile_id: profileId,
    profile_id_handle: "id",
    external_id: externalId,
    location_id: locationId,
    location_external_id: "SAMPLE",
    staff_id: staffId,
    total: 20,
    total_original: 24,
    rounding: 0.05,
    margin: 7.5,
    fees: 0.5,
    currency: "AUD",
    transacted_at: "2026-03-01 10:00:00",
    deliver_at: "2026-03-02 10:00:00",
    timezone: "Australia/Perth",
    receipt_ref: externalId,
    linked_receipt_ref: null,
    redemption_id: null,
    is_void: false,
    systems: ["pos"],
    receipt_is_email: true,
    receipt_email: "r@example.com",
    type: "sale",
    rate_code: "SPRING",
    status: "complete",
    order_number: "O-1",
    need_action: false,
    order_id: "O-1",
    external_order_id: "X-1",
    tags: ["T"],
    payments: [PAYMENT],
    custom_fields: CUSTOM_FIELDS,
    meta: { till: 1 },
    items: [LINE],
  });
  const saleElsewhere = {
    profile_id_handle: null,
    location_external_id: "location.external_id",
    "items.product_variant_sku": null,
  };
  const order = (externalId: string) => {
    const { redemption_id: _r, linked_receipt_ref: _l, ...unfinished } = sale(externalId);
    const { order_id: _o, external_order_id: _x, rate_code: _c, ...fields } = unfinished;
    return { ...fields, due_date: "2026-03-03 10:00:00" };
  };
  const hand = { staff_id: staffId, reason: "goodwill", reference: "CASE-1" };
  /** The ledger shows why something was done by hand, and events by whom. */
  const handElsewhere = { reason: null, reference: null, staff_id: null };
  const described = { description: "d", meta: { a: 1 }, ...hand };
  const reward = { value_initial: 8, value_remaining: 5, ...described };
  const benefit = described;
  const identity = { identifier: "KEPT", is_primary: true, is_active: true };
  const writes: Readonly<Record<string, Write>> = {
    // Profiles can only be given declared ones.
    "POST /statuses": { body: status("staff") },
    "POST /profiles": { body: profile(1), elsewhere: profileElsewhere },
    "PUT /profiles/:profile_id": {
      body: profile(2),
      // Those that it has already stay.
      elsewhere: { ...profileElsewhere, addresses: null, dates_attributes: null, attributes: null },
    },
    "PUT /profiles/:profile_id/attributes/comms": { body: merged.comms },
    "PUT /profiles/:profile_id/comms": { body: merged.comms },
    "PUT /profiles/:profile_id/update-type": {
      body: { profile_type: "active" },
      readAt: ({ id }) => `/profiles/${id}`,
    },
    "PUT /profiles/:profile_id/attributes/appearance": { body: merged.appearance },
    "POST /profiles/:profile_id/identities": {
      body: { ...identity, handle: "kept", identifier: "KEPT-1" },
      readAt: ({ handle }) => `/profiles/${profileId}/identities/${handle}`,
    },
    "PUT /profiles/:profile_id/identities/:handle": { body: identity },
    "PUT /profiles/:profile_id/identities/id/:id": { body: identity },
    "POST /profiles/:profile_id/redeem": {
      body: {
        amount: 1,
        strategies: ["rewards"],
        benefits: [],
        basket_total: 9,
        items: [{ price_sell: 9, quantity: 1, line_type: "goods", is_void: false }],
        strict: true,
        lock_token: "T-1",
        currency: "AUD",
        location_id: locationId,
        staff_id: staffId,
        transaction_external_id: "T-1",
        transaction_receipt_ref: "R-1",
        meta: { a: 1 },
      },
      elsewhere: {
        amount: "total",
        strategies: null,
        benefits: null,
        basket_total: null,
        items: null,
        strict: null,
        lock_token: null,
        currency: null,
      },
      readAt: ({ id }) => `/redemptions/${id}`,
    },
    "POST /rewards": {
      body: {
        ...reward,
        profile_id: profileId,
        reward_definition_id: samples.rewardDefinitionId,
        reward_definition_handle: "sample",
        issued_at: "2026-03-01 10:00:00",
        expires_at: "2026-12-01 10:00:00",
        timezone: "Australia/Perth",
        external_id: "RW-1",
      },
      elsewhere: {
        ...handElsewhere,
        reward_definition_id: "definition.id",
        reward_definition_handle: "definition.handle",
        issued_at: "issued_local_at",
        expires_at: "expires_local_at",
      },
    },
    "PUT /rewards/:id": {
      body: { ...reward, expires_at: "2026-12-02 10:00:00" },
      elsewhere: { ...handElsewhere, expires_at: "expires_local_at" },
    },
    "POST /tier-points": {
      body: {
        profile_id: profileId,
        point_definition_id: samples.statusDefinitionId,
        value: -5,
        accrued_at: "2026-03-01 10:00:00",
        issued_at: "2026-04-01 10:00:00",
        reason: "correction",
        reference: "CASE-1",
        meta: { a: 1 },
        staff_id: staffId,
      },
      elsewhere: { staff_id: null },
    },
    "PUT /tier-points/:id": {
      body: {
        value: 7,
        accrued_at: "2026-03-01 11:00:00",
        issued_at: "2026-04-02 10:00:00",
        reason: "promotion",
        reference: "CASE-2",
        meta: { b: 2 },
        staff_id: staffId,
      },
      elsewhere: { staff_id: null },
    },
    "POST /points": {
      body: {
        profile_id: profileId,
        point_definition_id: samples.pointDefinitionId,
        point_definition_handle: "sample",
        value_initial: 5,
        value_remaining: 4,
        issued_at: "2026-03-01 10:00:00",
        expires_at: "2026-12-01 10:00:00",
        accrued_at: "2026-02-20 10:00:00",
        ...described,
      },
      elsewhere: {
        ...handElsewhere,
        point_definition_id: "definition.id",
        point_definition_handle: "definition.handle",
      },
    },
    "PUT /points/:id": {
      body: {
        ...described,
        value_initial: 6,
        value_remaining: 5,
        expires_at: "2026-12-02 10:00:00",
      },
      elsewhere: handElsewhere,
    },
    "POST /benefits": {
      body: {
        ...benefit,
        profile_id: profileId,
        benefit_definition_id: samples.benefitDefinitionId,
        benefit_definition_handle: "sample",
        issued_at: "2026-03-01 10:00:00",
        expires_at: "2026-12-01 10:00:00",
        timezone: "UTC",
        external_id: "BE-1",
      },
      elsewhere: {
        ...handElsewhere,
        benefit_definition_id: "definition.id",
        benefit_definition_handle: "definition.handle",
      },
    },
    "PUT /benefits/:id": {
      body: { ...benefit, redemptions_remaining: 5, expires_at: "2026-03-20 10:00:00" },
      elsewhere: { ...handElsewhere, expires_at: null },
    },
    "PUT /profiles/:profile_id/benefits/:id": {
      body: { ...benefit, redemptions_remaining: 4, expires_at: "2026-03-19 10:00:00" },
      elsewhere: { ...handElsewhere, expires_at: null },
    },
    "POST /credits": {
      body: {
        ...reward,
        profile_id: profileId,
        credit_definition_id: samples.creditDefinitionId,
        credit_definition_handle: "sample",
        issued_at: "2026-03-01T10:00:00Z",
        expires_at: "2026-12-01T10:00:00Z",
        timezone: "Australia/Perth",
        external_id: "CR-1",
        location_id: samples.locationId,
        creator_profile_id: profileId,
        recipient_first_name: "Ann",
        recipient_email: "ann@example.com",
        message: "For you",
      },
      elsewhere: {
        ...handElsewhere,
        credit_definition_id: "definition.id",
        credit_definition_handle: "definition.handle",
        issued_at: null,
        expires_at: null,
      },
    },
    "PUT /credits/:id": {
      body: { ...reward, expires_at: "2026-12-02T10:00:00Z" },
      elsewhere: { ...handElsewhere, expires_at: null },
    },
    "POST /credits/definitions": { body: creditDefinition("kept") },
    "PUT /credits/definitions/:id": { body: creditDefinition("sample") },
    "POST /imports": {
      body: {
        ...{ handler: "omneo:profile", name: "CRM", match_criteria: "email" },
        ...{ total_batch_count: 3, meta: { a: 1 } },
      },
    },
    "POST /ratings": { body: rating(samples), elsewhere: encounterElsewhere },
    "PUT /ratings/:id": { body: rating(samples), elsewhere: encounterElsewhere },
    "POST /shares": {
      body: {
        ...{ ...share, profile_id: profileId, code: "KEPT" },
        ...{ source_type: "product", source_id: String(samples.productId) },
      },
    },
    "PUT /shares/:id": { body: share },
    "PUT /duplicates/:id": { body: { is_dismissed: true } },
    "POST /shares/uses": {
      body: { code: "SAMPLE", profile_id: samples.dependantId },
      elsewhere: { code: "share.code" },
    },
    "POST /reminders": { body: REMINDER },
    "PUT /reminders/:id": { body: REMINDER },
    "POST /profiles/:profile_id/lists": { body: list("kept", samples), elsewhere: listElsewhere },
    "PUT /profiles/:profile_id/lists/:list_id": {
      body: list("sample", samples),
      elsewhere: listElsewhere,
    },
    "POST /profiles/:profile_id/lists/:list_id/items": {
      body: listItem(samples),
      elsewhere: itemElsewhere,
    },
    "PUT /profiles/:profile_id/lists/:list_id/items/:list_item_id": {
      body: listItem(samples),
      elsewhere: itemElsewhere,
    },
    "POST /profiles/:profile_id/lists/:list_id/items/:list_item_id": {
      body: { ...listItem(samples), quantity: 8 },
      elsewhere: itemElsewhere,
      readAt: ({ id }) => `/profiles/${profileId}/lists/${samples.listId}/items/${id}`,
    },
    "POST /profiles/:profile_id/lists/:list_id/shares": {
      body: { expires_at: "2027-01-01 00:00:00" },
    },
    "POST /list/items/:list_item_id/reservations": {
      body: { profile_id: profileId, external_profile_id: "G-1", quantity: 2 },
    },
    "PUT /list/items/:list_item_id/reservations/:reservation_id": {
      body: { quantity: 3, status: "purchased" },
    },
    "POST /lists/definitions": { body: listDefinition("kept") },
    "PUT /lists/definitions/:id": { body: listDefinition("sample") },
    "POST /rewards/definitions": { body: rewardDefinition("kept") },
    "PUT /rewards/definitions/:id": { body: rewardDefinition("sample") },
    "POST /points/definitions": { body: pointDefinition("kept", "tier") },
    "PUT /points/definitions/:id": { body: pointDefinition("sample", "reward") },
    "POST /tiers/definitions": { body: { ...tierDefinition("kept"), region_id: "west" } },
    "PUT /tiers/definitions/:id": { body: tierDefinition("sample") },
    "POST /rates": { body: rate(locationId) },
    "PUT /rates/:id": { body: rate(locationId) },
    "POST /achievements/definitions": { body: achievementDefinition("kept", "monthly") },
    "PUT /achievements/definitions/:id": { body: achievementDefinition("sample", null) },
    "POST /benefits/definitions": { body: benefitDefinition("kept") },
    "PUT /benefits/definitions/:id": { body: benefitDefinition("sample") },
    "POST /transactions": { body: sale("KEPT-1"), elsewhere: saleElsewhere },
    "POST /transactions/update-create": {
      body: { ...sale("KEPT-2"), id: null, delete_existing_items: true },
      elsewhere: { ...saleElsewhere, id: null, delete_existing_items: null },
      readAt: ({ id }) => `/transactions/${id}`,
    },
    "POST /transactions/queue": {
      body: { ...sale("KEPT-5"), id: null, delete_existing_items: true },
      elsewhere: { ...saleElsewhere, id: null, delete_existing_items: null },
      readAt: ({ id }) => `/transactions/${id}`,
    },
    "PUT /transactions/:id": {
      body: {
        profile_id: profileId,
        profile_id_handle: "id",
        is_void: false,
        tags: ["T"],
        meta: {},
      },
      elsewhere: { profile_id_handle: null },
    },
    "POST /brands": { body: brand("kept") },
    "PUT /brands/:id": { body: brand("sample") },
    "POST /departments": { body: department("kept", samples.brandId, locationId) },
    "PUT /departments/:id": { body: department("sample", samples.brandId, locationId) },
    "POST /regions": { body: region("kept") },
    "PUT /regions/:id": { body: region("west") },
    "PUT /statuses/:id": { body: status("vip") },
    "POST /profiles/:profile_id/addresses": { body: ownAddress },
    "PUT /profiles/:profile_id/addresses/:address_id": {
      body: { ...ownAddress, address_line_1: "8 Way" },
    },
    "POST /profiles/:profile_id/statuses": {
      body: { status_id: samples.otherStatusId, handle: "press", ...SPAN },
      elsewhere: { status_id: "id" },
    },
    "PUT /profiles/:profile_id/statuses/:status_id": { body: SPAN },
    "POST /profiles/:profile_id/regions": {
      body: { region_id: samples.otherRegionId, ...membership },
      elsewhere: { region_id: "id" },
    },
    "PUT /profiles/:profile_id/regions/:region_id": { body: membership },
    "PUT /profiles/:profile_id/attributes/custom/:key": { body: { type: "json", value: [1, {}] } },
    "POST /countries": {
      body: { name: "Q", iso_2: "QM", iso_3: "QMM", iso_numeric: "998", sort_order: 2 },
    },
    "PUT /countries/:id": {
      body: { name: "Z", iso_2: "ZZ", iso_3: "ZZZ", iso_numeric: "997", sort_order: null },
    },
    "POST /currencies": { body: { from: "EUR", to: "AUD", rate: 1.65432109, is_system: true } },
    "PUT /currencies/:id": { body: { from: "USD", to: "NZD", rate: 1e-8, is_system: true } },
    "POST /tenants/custom-fields": {
      body: { namespace: "shop", handle: "kept", name: "Kept", type: "float", value: 0.5 },
      readAt: () => "/tenants/custom-fields/shop:kept",
    },
    "PUT /tenants/custom-fields/:key": { body: { name: "Other", type: "boolean", value: false } },
    "POST /interactions": { body: interaction(profileId, samples), elsewhere: encounterElsewhere },
    "PUT /interactions/:id": {
      body: interaction(profileId, samples),
      elsewhere: encounterElsewhere,
    },
    "POST /visits": {
      body: { profile_id: profileId, ...visit(samples) },
      elsewhere: encounterElsewhere,
    },
    "PUT /visits/:id": {
      body: { profile_id: profileId, ...visit(samples) },
      elsewhere: encounterElsewhere,
    },
    "POST /profiles/:profile_id/visits": {
      body: visit(samples),
      elsewhere: encounterElsewhere,
    },
    "POST /tasks": { body: { profile_id: profileId, ...task(samples) } },
    "POST /profiles/:profile_id/tasks": { body: task(samples) },
    "PUT /tasks/:id": {
      body: {
        ...{ title: "Write", details: "About\nthe coat", kind: "message", priority: "normal" },
        ...{ due_day: "2026-03-03", due_time: "10:00", assignee_id: samples.staffId },
        ...{ state: "done", outcome: "She\ncomes", snoozed_until: "2026-03-04" },
      },
    },
    "POST /appointments": { body: { profile_id: profileId, ...appointment(samples) } },
    "POST /profiles/:profile_id/appointments": { body: appointment(samples) },
    "PUT /appointments/:id": {
      body: {
        ...{ kind: "repair", title: "Boots", details: "The\nheel", guest_name: "Hart" },
        ...{ day: "2026-03-03", time: "10:00", minutes: 20, assignee_id: samples.staffId },
        state: "cancelled",
      },
    },
    "POST /locations/:location_id/profiles": {
      body: { ...ASSIGNMENT, profile_id: samples.staffId, assignment_type: "manager" },
    },
    "PUT /locations/:location_id/profiles/:assignment_id": { body: ASSIGNMENT },
    "POST /role-definitions": { body: { name: "Buyer", handle: "kept", description: "d" } },
    "PUT /role-definitions/:id": { body: { name: "Buyer", handle: "buyer", description: "d" } },
    "POST /organisations": { body: organisation("kept") },
    "PUT /organisations/:id": { body: organisation("sample") },
    "PUT /profiles/:profile_id/organisations/:organisation_id": {
      body: member(samples),
      elsewhere: memberElsewhere,
    },
    "POST /profiles/:profile_id/organisations": {
      body: { ...member(samples), organisation_id: samples.otherOrganisationId },
      elsewhere: { ...memberElsewhere, organisation_id: "id" },
    },
    "PUT /organisations/:organisation_id/profiles/:profile_id": {
      body: member(samples),
      elsewhere: memberElsewhere,
    },
    "POST /organisations/:organisation_id/profiles": {
      body: { ...member(samples), profile_id: samples.dependantId },
      elsewhere: memberElsewhere,
      readAt: () => `/organisations/${samples.organisationId}/profiles/${samples.dependantId}`,
    },
    "POST /message-templates": { body: messageTemplate("kept") },
    "PUT /message-templates/:id": { body: messageTemplate("sample") },
    "POST /connections/definitions": { body: connectionDefinition("kept") },
    "PUT /connections/definitions/:id": { body: connectionDefinition("family") },
    ...Object.fromEntries(
      ["POST /connections", "POST /connections/create-update"].map((route) => [
        route,
        {
          body: {
            ...{ ...connection, status: "accepted", disconnected_by: null, disconnected_at: null },
            connector_id: profileId,
            connected_id: samples.dependantId,
            connection_definition_id: samples.otherConnectionDefinitionId,
            connection_definition_handle: "friend",
          },
          elsewhere: {
            connection_definition_id: "definition.id",
            connection_definition_handle: "definition.handle",
          },
          readAt: ({ id }) => `/connections/${id}`,
        } satisfies Write,
      ]),
    ),
    "PUT /profiles/:profile_id/connections/:connection_id": {
      body: {
        ...{ ...connection, status: "break", disconnected_by: profileId },
        disconnected_at: "2026-02-02 03:04:05",
      },
    },
    "POST /systems": { body: { handle: "kept" } },
    "POST /tags": { body: { handle: "Kept" } },
    "POST /locations": { body: location("KEPT") },
    "PUT /locations/:id": { body: { ...location("SAMPLE"), region: "default" } },
    "POST /orders": { body: order("KEPT-3"), elsewhere: saleElsewhere },
    "PUT /orders/:id": { body: order("KEPT-4"), elsewhere: saleElsewhere },
    "POST /products": { body: { ...product("KEPT-1"), handle: "kept" } },
    "POST /products/queue": {
      body: { ...product("KEPT-2"), handle: "queued" },
      readAt: ({ id }) => `/products/${id}`,
    },
    "PUT /products/:id": {
      body: { ...product("KEPT-3"), variants: [{ ...variant("KEPT-3"), id: samples.variantId }] },
    },
    "PUT /products/:product_id/variants/:variant_id": { body: variant("KEPT-4") },
    "POST /staff": {
      body: { ...STAFF, staff_number: "2", location_ids: [locationId] },
      elsewhere: { pin: null },
    },
    "PUT /staff/:id": {
      body: { ...STAFF, staff_number: "3", location_ids: [locationId] },
      elsewhere: { pin: null },
    },
    "PUT /devices/:id": { body: { is_restricted: false } },
  };
  return writes;
};

/** Writes that keep nothing of their body, or that other tests read back. */
const NOT_KEPT = [
  ...["lock", "unlock", "release"].map((name) => `POST /credits/:id/${name}`),
  "POST /credits/cards",
  ...["activate", "top-up", "lookup", "lock", "unlock", "redeem"].map(
    (name) => `POST /credits/cards/${name}`,
  ),
  ...["void", "release", "revert", "unblock"].map((name) => `POST /credits/cards/:id/${name}`),
  "POST /profiles/availability",
  "POST /profiles/sync",
  // Answers all of them; its fields are those of `dates_attributes`: see attributes.test.ts.
  "PUT /profiles/:profile_id/attributes/dates",
  "POST /profiles/batch",
  "POST /import-jobs",
  "POST /profiles/:profile_id/tiers/assign",
  "POST /profiles/:profile_id/achievements",
  "POST /allocations",
  "POST /prize-draws",
  "POST /benefits/extend",
  "POST /benefits/definitions/:id/clone",
  "POST /profiles/:profile_id/benefits/:benefit_id/redeem",
  "POST /profiles/:profile_id/redeem/preview",
  "POST /profiles/:profile_id/benefits/claim",
  "POST /profiles/:profile_id/benefits/claim-redeem",
  "POST /profiles/:profile_id/write-offs",
  "POST /profiles/:profile_id/transactions/claims",
  "POST /profiles/:profile_id/freezes",
  "PUT /profiles/:profile_id/freezes/:id",
  "POST /profiles/search-id",
  "POST /profiles/merge",
  "POST /profiles/unmerge",
  "POST /achievements/definitions/dry-run",
  "POST /benefits/definitions/dry-run",
  "POST /points/definitions/dry-run",
  "POST /rates/calculate",
  "POST /rates/dry-run",
  "POST /rewards/definitions/dry-run",
  "POST /tiers/definitions/dry-run",
  "POST /profiles/:profile_id/restore",
  "POST /transactions/:id/resend",
  "POST /transactions/items/:id/resend",
  "POST /redemptions/:id/reversal",
  "POST /redemptions/:id/late-reversal",
  "POST /points/take",
  "POST /rewards/exchange",
  "POST /rewards/extend",
  "POST /credits/extend",
  "POST /redemptions/:id/return",
  "POST /auth/api-tokens",
  "PUT /settings/:handle",
];

/** The documented fields that a body lacks, at any depth. Fields that may not be sent aren't. */
const lackingIn = (schema: JsonSchema, value: unknown, path: string): readonly string[] => {
  const options = schema.anyOf ?? [schema];
  if (Array.isArray(value)) {
    const items = options.find((each) => each.items)?.items;
    return items ? value.flatMap((each) => lackingIn(items, each, path)) : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const properties = options.find((each) => each.properties)?.properties ?? {};
  const sent: Json = { ...value };
  return Object.entries(properties).flatMap(([name, field]) => {
    const here = path ? `${path}.${name}` : name;
    if ("not" in field) return [];
    return Object.hasOwn(sent, name) ? lackingIn(field, sent[name], here) : [here];
  });
};

/** What should be shown of a value that was sent. */
const kept = (value: unknown, elsewhere: Json, path = ""): unknown => {
  if (Array.isArray(value)) return value.map((each) => kept(each, elsewhere, path));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const here = path ? `${path}.${name}` : name;
      const isId = name === "id" && inner === null;
      return here in elsewhere || isId ? [] : [[name, kept(inner, elsewhere, here)]];
    }),
  );
};

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, name) => Object(inner)[name], value);

/** Ids that name nothing here that must exist, with what they are. */
const NOT_OURS: Readonly<Record<string, string>> = {
  order_id: "the caller's number",
  product_id: "the caller's number",
  product_category_id: "the caller's number",
  product_variant_id: "the caller's number",
  paymenttype_id: "the till's",
  issue_target_id: "the mailing system's",
  remind_target_id: "the mailing system's",
  expiry_target_id: "the mailing system's",
  extend_target_id: "the mailing system's",
};

/** Where a body has an id of something else that is here, or a list of them. */
const idsIn = (value: unknown, path: readonly string[] = []): readonly string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) =>
        /^(?!.*external).*_ids?$/.test(name) && inner !== null && !(name in NOT_OURS)
          ? [[...path, name].join(".")]
          : idsIn(inner, [...path, name]),
      );

const NO_ATTRIBUTES = { comms: {}, appearance: {} };

/** An id of the same form that nothing has. */
const nobody = (id: unknown): unknown => {
  if (Array.isArray(id)) return id.map(nobody);
  if (typeof id === "number") return 99_999_999;
  return String(id).includes("-") ? "019700bb-0000-7000-8000-00000000dead" : "99999999";
};

/** A body with another value in one place. */
const replaced = (body: unknown, path: string, value: unknown): unknown => {
  const copy: unknown = structuredClone(body);
  const names = path.split(".");
  const last = names.pop() ?? "";
  Object.assign(Object(at(copy, names.join(".")) ?? copy), { [last]: value });
  return copy;
};

/** A payment with every field. */
const PAYMENT = {
  ...{ id: "P-1", web_order_number: 7, payment_code: "CASH", tender_value: 20 },
  ...{ paymenttype_id: "1", payment_number: "2", payment_gateway: "G" },
  ...{ payment_ref1: "a", payment_ref2: "b", payment_ref3: "c" },
  ...{ eftpos_cardtype: "VISA", eftpos_stan: "3", eftpos_authcode: "4" },
  ...{ eftpos_settlement: "2026-03-01", eftpos_reference: "5" },
};

describe.for(databases)("every documented field is kept and returned, on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let writes: ReturnType<typeof writesOf>;
  let samples: V3Samples;
  let schemas: Record<string, JsonSchema>;

  const namesOf = (route: string) => Object.keys(schemas[route]?.properties ?? {});

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
    await world.ask(`PUT /locations/${samples.locationId}`, {
      body: { external_code: "SAMPLE-CODE" },
    });
    const { paths } = (await world.ask("GET /openapi.json")).body;
    schemas = Object.fromEntries(
      Object.entries<Record<string, never>>(paths).flatMap(([path, operations]) =>
        Object.entries<{ requestBody?: { content: Record<string, { schema: JsonSchema }> } }>(
          operations,
        )
          .filter(([method]) => method === "post" || method === "put")
          .map(([method, { requestBody }]) => [
            `${method.toUpperCase()} ${path.replace("/api/v3", "").replaceAll(/\{(\w+)\}/g, ":$1")}`,
            requestBody?.content["application/json"]?.schema ?? {},
          ]),
      ),
    );
    const comms = namesOf("PUT /profiles/:profile_id/attributes/comms").map((name) => [
      name,
      name.endsWith("_verification") ? "sent" : name.startsWith("terms") ? "2" : true,
    ]);
    const appearance = namesOf("PUT /profiles/:profile_id/attributes/appearance");
    writes = writesOf(samples, {
      comms: Object.fromEntries(comms),
      appearance: Object.fromEntries(appearance.map((name) => [name, `${name} M`])),
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("this test sends every field that the reference documents, to every write", () => {
    expect([...Object.keys(writes), ...NOT_KEPT].sort()).toEqual(Object.keys(schemas).sort());
    for (const [route, { body }] of Object.entries(writes)) {
      expect(lackingIn(schemas[route] ?? {}, body, ""), route).toEqual([]);
    }
  });

  it("what is sent is what is read: addresses, opening hours, statuses, appearance, variants…", async () => {
    for (const [route, { body, elsewhere = {}, readAt }] of Object.entries(writes)) {
      const path = samples.fill(route);
      const answer = await world.ask(path, { body });
      expect(answer.status, `${route} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      expect(answer.body.meta, route).toBeUndefined();
      const [method, url] = path.split(" ");
      const { data } = answer.body;
      const place = readAt?.(data) ?? (method === "PUT" ? url : `${url}/${data.id}`);
      const read = await world.ask(`GET ${place}`);
      expect(read.body.data, route).toMatchObject(Object(kept(body, elsewhere)));
      for (const [field, shown] of Object.entries(elsewhere)) {
        if (shown === null || field.includes(".")) continue;
        expect([at(read.body.data, shown)], `${route} ${field}`).toMatchObject([
          kept(body[field], {}),
        ]);
      }
    }
  });

  it("response types are those that clients read, also where nothing was said", async () => {
    const { profileId, transactionId, redemptionId, rewardDefinitionId } = samples;
    const custom = [{ namespace: "shop", handle: "size", type: "integer", value: 42 }];
    await world.ask(`PUT /profiles/${profileId}`, { body: { custom_attributes: custom } });
    const profile = (await world.ask(`GET /profiles/${profileId}`)).body.data;
    expect(profile.custom_attributes).toMatchObject(custom);
    expect(profile.attributes.custom.shop.size).toBe(42);
    expect(profile.attributes.appearance).toHaveProperty("hair_colour");

    const transaction = (await world.ask(`GET /transactions/${transactionId}`)).body.data;
    expect(transaction).toMatchObject({ redemption: null, currency_values: [] });
    expect(transaction.staff.identities).toMatchObject([
      { handle: "staff", identifier: expect.any(String), is_active: true, merged_from: null },
    ]);
    expect(transaction.items).toMatchObject([
      {
        product: { title: "Thing", department: null, brand: null },
        product_id: null,
        product_variant: { title: "Thing", price: 10, tags: [], options: [] },
        order_id: null,
        pivot: [],
        transaction: { transacted_at: "2026-03-01 10:00:00", external_id: "SAMPLE-SALE" },
        created_at: transaction.created_at,
        updated_at: transaction.updated_at,
      },
    ]);

    const redemption = (await world.ask(`GET /redemptions/${redemptionId}`)).body.data;
    const ledger = (await world.ask(`GET /profiles/${profileId}/ledgers?page[size]=100`)).body.data;
    for (const item of redemption.items) {
      expect(ledger.map(({ id }: { id: number }) => id)).toContain(item.id);
      expect(JSON.parse(item.type_attributes).definition_id).toBe(rewardDefinitionId);
    }

    const definitions = (await world.ask("GET /rewards/definitions")).body.data;
    for (const each of definitions) expect(each).toHaveProperty("notify_issue_offset_days");
  });

  it("the expiry of a reward that was read, in UTC, moves nothing when it is sent back", async () => {
    const path = `/rewards/${samples.rewardId}`;
    const local = { body: { expires_at: "2026-12-05 08:30:00" } };
    const { data: reward } = (await world.ask(`PUT ${path}`, local)).body;
    expect(reward.expires_at).not.toBe(local.body.expires_at);
    const again = await world.ask(`PUT ${path}`, { body: { expires_at: reward.expires_at } });
    expect(again.body.data).toMatchObject({
      expires_at: reward.expires_at,
      expires_local_at: local.body.expires_at,
    });
  });
});

// A database of its own, which none of these requests may change.
describe("what a body refers to by its id", () => {
  it("must exist, in every write (DOMAIN §3.1 no. 5)", async () => {
    const [sqlite] = databases;
    const database = await assertDefined(sqlite, "SQLite").create();
    const world = await startV3World(database);
    const samples = await makeV3Samples(world);
    const problems: string[] = [];
    let asked = 0;
    for (const [route, { body }] of Object.entries(writesOf(samples, NO_ATTRIBUTES))) {
      for (const path of idsIn(body)) {
        const sent = replaced(body, path, nobody(at(body, path)));
        const answer = await world.ask(samples.fill(route), { body: sent });
        asked += 1;
        const named = Object.keys(answer.body.errors ?? {}).some((field) => field.startsWith(path));
        if (answer.status !== 422 || !named)
          problems.push(`${route} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    }
    await world.close();
    await database.drop();
    expect(problems).toEqual([]);
    expect(asked).toBeGreaterThan(40);
  });
});
