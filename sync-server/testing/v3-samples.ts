import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { LocationId, TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";
import { enrolmentCodeHash, newEnrolmentCode } from "#sync-server/sync/enrolment-code.ts";
import type { V3World } from "./v3-world.ts";

/** One of everything that the v3 API shows. */
export type V3Samples = Awaited<ReturnType<typeof makeV3Samples>>;

/** Where the sample profile can be reached. */
export const SAMPLE_EMAIL = "sample@example.com";

/** Creates one of everything, for the tenant of a world. */
export const makeV3Samples = async (world: V3World) => {
  const post = async (path: string, body: object) => {
    const answer = await world.ask(`POST ${path}`, { body });
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.data ?? answer.body.token;
  };
  const location = await post("/locations", { name: "Sample", external_id: "SAMPLE" });
  const brand = await post("/brands", { handle: "sample" });
  const department = await post("/departments", { handle: "sample", brand_id: brand.id });
  const region = await post("/regions", { handle: "west" });
  const otherRegion = await post("/regions", { handle: "north" });
  const country = await post("/countries", {
    ...{ name: "Sample", iso_2: "XX", iso_3: "XXX", iso_numeric: "999" },
  });
  const currency = await post("/currencies", { from: "USD", to: "AUD", rate: 1.5 });
  const ofShop = { namespace: "shop", handle: "size", type: "integer", value: 42 };
  await post("/tenants/custom-fields", ofShop);
  const status = await post("/statuses", { name: "VIP", handle: "vip" });
  const system = await post("/systems", { handle: "pos-1" });
  const tag = await post("/tags", { handle: "Sample" });
  const staff = await post("/staff", { full_name: "Sam", staff_number: "1", pin: "123456" });
  const profile = await post("/profiles", {
    last_name: "Surname",
    email: SAMPLE_EMAIL,
    mobile_phone: "+61412345678",
    joined_location_id: location.id,
    identities: [{ handle: "card", identifier: "SAMPLE-CARD" }],
    custom_attributes: [ofShop],
    dates_attributes: [{ type: "anniversary", date: "2015-06-20" }],
  });
  const address = await post(`/profiles/${profile.id}/addresses`, {
    ...{ address_line_1: "1 Way", city: "Perth", postcode: "6000", state: "WA", country: "AU" },
  });
  const batchBody = { match_criteria: "email", profiles: [{ email: SAMPLE_EMAIL }] };
  const batch = await world.post("/profiles/batch", batchBody);
  const otherStatus = await post("/statuses", { name: "Press", handle: "press" });
  await post(`/profiles/${profile.id}/statuses`, { status_id: status.id });
  await post(`/profiles/${profile.id}/regions`, { region_id: region.id });
  const rewardDefinition = await post("/rewards/definitions", {
    name: "Sample",
    handle: "sample",
    value: 10,
    type: "other",
  });
  const pointDefinition = await post("/points/definitions", { name: "Sample", handle: "sample" });
  const { id: tierPointsId } = await post("/points/definitions", {
    ...{ name: "Status", handle: "status", use: "tier" },
  });
  const tierPoint = await post("/tier-points", {
    ...{ profile_id: profile.id, point_definition_id: tierPointsId, value: 5 },
    ...{ reason: "goodwill", reference: "SAMPLE" },
  });
  const rate = await post("/rates", { name: "Sample", handle: "sample", rate: 1 });
  const tierDefinition = await post("/tiers/definitions", {
    name: "Sample",
    handle: "sample",
    programme: "status",
    value_min: 300,
  });
  const benefitDefinition = await post("/benefits/definitions", {
    name: "Sample",
    handle: "sample",
    type: "competition",
    period: 30,
    max_redemptions: 9,
  });
  const achievementDefinition = await post("/achievements/definitions", {
    name: "Sample",
    handle: "sample",
    counts: "sales",
    levels: [{ name: "One", display_number: 1, trigger: 1 }],
  });
  const listDefinition = await post("/lists/definitions", {
    ...{ name: "Sample", handle: "sample", type: "registry", allow_share: true },
    ...{ allow_reserve: true, allow_quantity: true, allow_custom_product: true },
  });
  const reward = await post("/rewards", {
    profile_id: profile.id,
    reward_definition_id: rewardDefinition.id,
  });
  const point = await post("/points", {
    profile_id: profile.id,
    point_definition_id: pointDefinition.id,
    value_initial: 5,
  });
  const benefit = await post("/benefits", {
    profile_id: profile.id,
    benefit_definition_id: benefitDefinition.id,
  });
  const prizeDraw = await post("/prize-draws", {
    ...{ benefit_definition_id: benefitDefinition.id, entrants: "held", winners: 1 },
  });
  await post("/allocations", {
    definition: { id: benefitDefinition.id, type: "benefit_definition" },
    allocations: [{ code: "SAMPLE-CODE" }],
  });
  const freezes = `/profiles/${profile.id}/freezes`;
  const freeze = await post(freezes, { reason: "review", reference: "SAMPLE" });
  const unfreeze = { unfreeze_reason: "cleared", unfreeze_reference: "SAMPLE" };
  await world.ask(`PUT ${freezes}/${freeze.id}`, { body: unfreeze });
  const creditDefinition = await post("/credits/definitions", {
    name: "Sample",
    handle: "sample",
    value: 10,
    type: "store_credit",
  });
  const credit = await post("/credits", {
    profile_id: profile.id,
    credit_definition_id: creditDefinition.id,
  });
  const [giftCard] = await post("/credits/cards", { credit_definition_id: creditDefinition.id });
  const redemption = await post(`/profiles/${profile.id}/redeem`, { amount: 1 });
  const product = await post("/products", {
    title: "Sample",
    handle: "sample",
    external_id: "SAMPLE",
    variants: [{ sku: "SAMPLE-SKU", price: 10 }],
  });
  const lists = `/profiles/${profile.id}/lists`;
  const list = await post(lists, {
    ...{ name: "Sample", list_definition_id: listDefinition.id, location_id: location.id },
    items: [{ product_variant_sku: "SAMPLE-SKU", quantity: 9 }],
  });
  const listItemId = list.items[0].id;
  const listShare = await post(`${lists}/${list.id}/shares`, {});
  const reservations = `/list/items/${listItemId}/reservations`;
  const reservation = await post(reservations, { profile_id: profile.id });
  const opened = await post("/imports", { handler: "omneo:profile", match_criteria: "email" });
  const importJob = await post("/import-jobs", {
    ...{ import_id: opened.id, data: [{ email: SAMPLE_EMAIL }] },
  });
  const rating = await post("/ratings", { profile_id: profile.id, score: 5 });
  const share = await post("/shares", {
    ...{ profile_id: profile.id, source_type: "profile", source_id: profile.id, code: "SAMPLE" },
  });
  const referred = await post("/profiles", { email: "referred@example.com" });
  const shareUse = await post("/shares/uses", { code: "SAMPLE", profile_id: referred.id });
  const reminder = await post("/reminders", {
    ...{ schedule_type: "repeat", repeat_unit: "daily", channel: "email", note: "Sample" },
  });
  const namesakes = { first_name: "Kim", last_name: "Twice" };
  for (const email of ["one.twice@example.org", "other.twice@example.org"]) {
    await post("/profiles", { ...namesakes, email });
  }
  const everybody = { max: 100, settledMs: 0 };
  await world.store.write("compareProfiles", world.tenantId, everybody);
  const pairs = await world.ask("GET /duplicates");
  const interaction = await post("/interactions", {
    ...{ profile_id: profile.id, action: "view", channel: "app", signal: 1 },
    ...{ name: "Sample", namespace: "sample", location_id: location.id },
  });
  const assignment = await post(`/locations/${location.id}/profiles`, {
    ...{ profile_id: profile.id, assignment_type: "profile" },
  });
  const role = await post("/role-definitions", { handle: "buyer" });
  const organisation = await post("/organisations", {
    ...{ name: "Sample", handle: "sample", type: "company" },
  });
  const otherOrganisation = await post("/organisations", {
    ...{ name: "Other", handle: "other", type: "club" },
  });
  await post(`/profiles/${profile.id}/organisations`, { organisation_id: organisation.id });
  const dependant = await post("/profiles", { first_name: "Kim", profile_type: "dependant" });
  const connectionDefinition = await post("/connections/definitions", {
    ...{ name: "Family", handle: "family", type: "household", connector_can_break: true },
    shareable_attributes: ["first_name"],
  });
  const otherConnectionDefinition = await post("/connections/definitions", {
    ...{ name: "Friend", handle: "friend", type: "friend" },
  });
  const connection = await post("/connections", {
    ...{ name: "Child", connector_id: profile.id, connected_id: dependant.id },
    ...{ connection_definition_handle: "family", status: "accepted" },
  });
  const messageTemplate = await post("/message-templates", {
    ...{ handle: "sample", name: "Sample", channel: "sms", body: "Dear {{first_name}}" },
  });
  const visit = await post("/visits", { profile_id: profile.id, location_id: location.id });
  const task = await post("/tasks", {
    ...{ title: "Call", due_day: "2026-03-02", location_id: location.id },
    profile_id: profile.id,
  });
  const appointment = await post("/appointments", {
    ...{ kind: "fitting", day: "2026-03-02", time: "14:30", minutes: 45 },
    ...{ location_id: location.id, profile_id: profile.id },
  });
  const order = await post("/orders", {
    ...{ profile_id: profile.id, external_id: "SAMPLE", total: 10, receipt_email: SAMPLE_EMAIL },
    ...{ location_id: location.id, items: [{ name: "Thing", price_sell: 10 }] },
  });
  const transaction = await post("/transactions", {
    profile_id: profile.id,
    external_id: "SAMPLE-SALE",
    location_id: location.id,
    staff_id: staff.id,
    total: 10,
    transacted_at: "2026-03-01 10:00:00",
    receipt_email: SAMPLE_EMAIL,
    items: [{ name: "Thing", quantity: 1, price_sell: 10 }],
  });
  const claim = await post(`/profiles/${profile.id}/transactions/claims`, {
    transaction_receipt_ref: "SAMPLE",
    transaction_transacted_at: "2026-03-01",
    transaction_total: 10,
    transaction_location_external_code: "SAMPLE",
  });
  const made = await post("/auth/api-tokens", { name: "sample", scopes: ["read-profiles"] });
  const device = await enrolAt(world.store, world.tenantId, location.id);
  const ledgers = await world.ask(`GET /profiles/${profile.id}/ledgers`);
  const events = await world.ask("GET /events");
  const samples = {
    eventId: events.body.data[0].id,
    profileId: profile.id,
    addressId: address.id,
    dateId: profile.attributes.dates[0].id,
    identityId: profile.identities[0].id,
    rewardId: reward.id,
    rewardDefinitionId: rewardDefinition.id,
    pointId: point.id,
    pointDefinitionId: pointDefinition.id,
    rateId: rate.id,
    tierPointId: tierPoint.id,
    prizeDrawId: prizeDraw.id,
    statusDefinitionId: tierPointsId,
    tierDefinitionId: tierDefinition.id,
    freezeId: freeze.id,
    benefitId: benefit.id,
    benefitDefinitionId: benefitDefinition.id,
    creditId: credit.id,
    giftCardId: giftCard.id,
    giftCardNumber: giftCard.credit_number,
    creditDefinitionId: creditDefinition.id,
    achievementDefinitionId: achievementDefinition.id,
    listDefinitionId: listDefinition.id,
    ledgerId: ledgers.body.data[0].id,
    commandId: ledgers.body.data[0].type_attributes.entry_id.split(":")[0],
    listId: list.id,
    listItemId,
    listShareId: listShare.id,
    listShareCode: listShare.code,
    reservationId: reservation.id,
    importId: opened.id,
    importJobId: importJob.id,
    ratingId: rating.id,
    shareRecordId: share.id,
    shareUseId: shareUse.id,
    duplicateId: pairs.body.data[0].id,
    referredId: referred.id,
    reminderId: reminder.id,
    interactionId: interaction.id,
    visitId: visit.id,
    taskId: task.id,
    appointmentId: appointment.id,
    dependantId: dependant.id,
    roleDefinitionId: role.id,
    assignmentId: assignment.id,
    organisationId: organisation.id,
    otherOrganisationId: otherOrganisation.id,
    messageTemplateId: messageTemplate.id,
    connectionDefinitionId: connectionDefinition.id,
    otherConnectionDefinitionId: otherConnectionDefinition.id,
    connectionId: connection.id,
    orderId: order.id,
    productId: product.id,
    variantId: product.variants[0].id,
    transactionId: transaction.id,
    transactionItemId: transaction.items[0].id,
    claimId: claim.id,
    redemptionId: redemption.id,
    locationId: location.id,
    brandId: brand.id,
    departmentId: department.id,
    regionId: region.id,
    otherRegionId: otherRegion.id,
    countryId: country.id,
    currencyId: currency.id,
    batchId: batch.batch_id,
    statusId: status.id,
    otherStatusId: otherStatus.id,
    systemId: system.id,
    tagId: tag.id,
    staffId: staff.id,
    deviceId: device.deviceId,
    tokenId: made.id,
  };
  return {
    ...samples,
    deviceToken: device.token,
    /** Fills in the ids in a path. */
    fill: (route: string): string =>
      route
        .replace(":profile_id", samples.profileId)
        .replace(":product_id", String(samples.productId))
        .replace(":variant_id", String(samples.variantId))
        .replace(":region_id", String(samples.regionId))
        .replace(":status_id", String(samples.statusId))
        .replace(":address_id", String(samples.addressId))
        .replace(":list_id", String(samples.listId))
        .replace(":list_item_id", String(samples.listItemId))
        .replace(":share_id", String(samples.listShareId))
        .replace(":reservation_id", String(samples.reservationId))
        .replace("/shares/:code", `/shares/${samples.listShareCode}`)
        .replace(":date_id", String(samples.dateId))
        .replace(":interaction_id", String(samples.interactionId))
        .replace(":visit_id", String(samples.visitId))
        .replace(":task_id", samples.taskId)
        .replace(":appointment_id", samples.appointmentId)
        .replace(":connection_id", String(samples.connectionId))
        .replace(":organisation_id", String(samples.organisationId))
        .replace(":location_id", String(samples.locationId))
        .replace(":assignment_id", String(samples.assignmentId))
        .replace(":key", "shop:size")
        .replace(":benefit_id", String(samples.benefitId))
        .replace("/handle/:handle", "/handle/sample")
        .replace(":identifier", "SAMPLE-CARD")
        .replace(":external_id", "SAMPLE-SALE")
        .replace("/settings/:handle", "/settings/redemption_policy")
        .replace(":handle", "card")
        .replace(":id", () => String(samples[sampleIn(route)])),
  };
};

const enrolAt = async (store: Store, tenantId: TenantId, locationId: LocationId) => {
  const codeHash = enrolmentCodeHash(newEnrolmentCode());
  await store.write("createEnrolmentCode", tenantId, { codeHash, locationId, validForMs: 60_000 });
  const enrolled = await store.write("enrolDevice", tenantId, { codeHash, deviceName: "Sample" });
  assert(enrolled.ok, "a device for tests");
  return enrolled.value;
};

/** Which sample `:id` stands for: the first of these that the path contains. */
const SAMPLES = [
  ["/identities/id", "identityId"],
  ["/rewards/definitions", "rewardDefinitionId"],
  ["/points/definitions", "pointDefinitionId"],
  ["/rates", "rateId"],
  ["/tiers/definitions", "tierDefinitionId"],
  ["/benefits/definitions", "benefitDefinitionId"],
  ["/achievements/definitions", "achievementDefinitionId"],
  ["/lists/definitions", "listDefinitionId"],
  ["/benefits", "benefitId"],
  ["/credits/definitions", "creditDefinitionId"],
  ["/credits/cards", "giftCardId"],
  ["/credits", "creditId"],
  ["/rewards", "rewardId"],
  ["/tier-points", "tierPointId"],
  ["/prize-draws", "prizeDrawId"],
  ["/points", "pointId"],
  ["/freezes", "freezeId"],
  ["/ledgers", "ledgerId"],
  ["/transactions/claims", "claimId"],
  ["/transactions/items", "transactionItemId"],
  ["/transactions", "transactionId"],
  ["/interactions", "interactionId"],
  ["/visits", "visitId"],
  ["/tasks", "taskId"],
  ["/appointments", "appointmentId"],
  ["/imports", "importId"],
  ["/import-jobs", "importJobId"],
  ["/ratings", "ratingId"],
  ["/duplicates", "duplicateId"],
  ["/shares/uses", "shareUseId"],
  ["/shares", "shareRecordId"],
  ["/reminders", "reminderId"],
  ["/organisations", "organisationId"],
  ["/role-definitions", "roleDefinitionId"],
  ["/message-templates", "messageTemplateId"],
  ["/connections/definitions", "connectionDefinitionId"],
  ["/connections", "connectionId"],
  ["/orders", "orderId"],
  ["/products", "productId"],
  ["/redemptions", "redemptionId"],
  ["/commands", "commandId"],
  ["/events", "eventId"],
  ["/locations", "locationId"],
  ["/brands", "brandId"],
  ["/departments", "departmentId"],
  ["/regions", "regionId"],
  ["/statuses", "statusId"],
  ["/countries", "countryId"],
  ["/currencies", "currencyId"],
  ["/batches", "batchId"],
  ["/systems", "systemId"],
  ["/tags", "tagId"],
  ["/staff", "staffId"],
  ["/devices", "deviceId"],
  ["/auth", "tokenId"],
  ["/profiles", "profileId"],
] as const;

const sampleIn = (route: string) => {
  const found = SAMPLES.find(([part]) => route.includes(part));
  return assertDefined(found, `a sample for ${route}`)[1];
};
