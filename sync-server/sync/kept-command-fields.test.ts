import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import { LIST_DEFAULTS } from "#shared/incentive/list-definition.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, LotId, ProfileId } from "#shared/kernel/ids.ts";
import { dayIn, instant } from "#shared/kernel/time.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { type CommandKind, commandKinds, commandSchema } from "#shared/sync/command.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { MELBOURNE, newCommandId, newProfileId, newStaffId } from "#sync-server/testing/seed.ts";
import { type Body, enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

/** The columns of fields that are kept under another name. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  amountCents: ["value_cents"],
  count: ["amount"],
  receiptRef: ["transaction_receipt_ref", "receipt_ref"],
  noteId: ["id", "note_id"],
  taskId: ["id"],
  taskKind: ["kind"],
  appointmentId: ["id"],
  appointmentKind: ["kind"],
  connectionId: ["id"],
  text: ["text", "custom_product"],
  note: ["meta"],
  template: ["meta"],
  allowed: ["body"],
  wording: ["body"],
  version: ["body"],
  occurredAt: [
    ...["occurred_at", "joined_at", "made_at", "closed_at"],
    ...["visited_at", "interacted_at"],
  ],
  staffId: ["staff_id", "joined_staff_id", "created_by", "closed_by"],
  toStaffId: ["associate_id"],
  approvedBy: ["approved_by", "context"],
};

const DETAILS = {
  title: "Dr",
  firstName: "Ines",
  lastName: "Hart",
  email: "ines@example.com",
  mobilePhone: "+61412000111",
  secondaryPhone: "+61412000222",
  birthDay: 21,
  birthMonth: 11,
  birthYear: 1981,
  gender: "other",
};

const TASK = {
  ...{ title: "Call her", details: "About the coat.", taskKind: "call", priority: "normal" },
  ...{ dueDay: "2026-05-04", dueTime: null, assigneeId: null },
};

const APPOINTMENT = {
  ...{ title: "Wedding suit", details: "With his father.", appointmentKind: "fitting" },
  ...{ guestName: "Mr Hart", day: "2026-05-04", time: "14:30", minutes: 45 },
  ...{ assigneeId: null, state: "requested", isWalkIn: true },
};

/** What the server only decides by, and why that is enough. The body of the command keeps it. */
const FOR_ALL = {
  elapsedSinceContactMs: "[S18] how far the device's clock may be off",
  lastContactAt: "[S8] nothing happened before it",
  policyVersion: "[S21] of which the device could know",
};
const NO_DAY = "[S8] it is of an instant, not of a day";
const NOTHING_HAPPENED = "[S4] nothing happened";
const WHICH_LIST = "[X15] which list or item is meant";
const SAYS_NOT_WHO = "[X15] an item doesn't say who changed it";
const IN_LIST = {
  ...{ ...FOR_ALL, timezone: NO_DAY, staffId: SAYS_NOT_WHO, list: WHICH_LIST },
};
const ONLY_DECIDES: Readonly<Record<CommandKind, Readonly<Record<string, string>>>> = {
  redeem: {
    ...FOR_ALL,
    strategies: "[R3] the entries say what was drawn",
    mode: "[F2] what was at risk is kept with the command",
    basketCents: "[K1] a limit",
    "basis.accountVersion": "[S21] what the device knew",
    "basis.snapshotAgeMs": "[F5] how old that was",
  },
  redeem_benefit: { ...FOR_ALL, occurredAt: "[S8] it happens when the server decides" },
  give_goodwill: FOR_ALL,
  reverse_redemption: {
    ...FOR_ALL,
    redeemCommandId: "[V1] the reversal names its redemption by number",
  },
  claim_benefit: { ...FOR_ALL, occurredAt: "[S8] it happens when the server decides" },
  create_profile: {
    ...{ ...FOR_ALL, timezone: NO_DAY },
    "consent.names": "[I27] each is a field of its own",
  },
  edit_profile: {
    ...{ ...FOR_ALL, timezone: NO_DAY },
    ...Object.fromEntries(
      [...Object.keys(DETAILS).map((field) => `basis.${field}`), "consent.name", "consent.was"].map(
        (path) => [path, "[S25] what the device showed, and of which consent"],
      ),
    ),
  },
  add_note: { ...FOR_ALL, timezone: NO_DAY },
  log_visit: { ...FOR_ALL, timezone: NO_DAY },
  log_contact: { ...FOR_ALL, timezone: NO_DAY },
  create_list: { ...FOR_ALL, timezone: NO_DAY },
  add_list_item: IN_LIST,
  change_list_item: { ...IN_LIST, item: WHICH_LIST },
  remove_list_item: { ...IN_LIST, item: WHICH_LIST },
  step_connection: {
    ...{ ...FOR_ALL, timezone: NO_DAY },
    staffId: "[X16] a connection says which side changed it",
  },
  claim_sale: FOR_ALL,
  merge_profiles: {
    ...{ ...FOR_ALL, timezone: NO_DAY, staffId: "[I9] a merge keeps which device sent it" },
    fromLoser: "[I9] it keeps what changed",
  },
  add_task: { ...FOR_ALL, timezone: NO_DAY },
  change_task: { ...FOR_ALL, timezone: NO_DAY },
  hand_over_book: {
    ...{ ...FOR_ALL, timezone: NO_DAY, staffId: "[X32] a profile says only whose it is" },
    fromStaffId: "[X32] whose they were",
  },
  add_appointment: { ...FOR_ALL, timezone: NO_DAY },
  change_appointment: { ...FOR_ALL, timezone: NO_DAY },
  withdrawn: {
    ...FOR_ALL,
    occurredAt: NOTHING_HAPPENED,
    timezone: NOTHING_HAPPENED,
    staffId: NOTHING_HAPPENED,
  },
};

const TABLES = {
  sqlite: "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
  postgres: "select tablename as name from pg_tables where schemaname = 'public'",
} as const;

type Row = Readonly<Record<string, unknown>>;

describe.for(databases)("every field of a command is kept, on $name", ({ name, create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  let profileId: ProfileId;
  let definitionId: DefinitionId;
  let givenId: DefinitionId;
  let lotId: LotId;
  let listDefinitionId: DefinitionId;
  let listRef: string;
  let itemRef: string;
  let connectionId: number;
  let taskId: string;
  const successorId = newStaffId();
  const managerId = newStaffId();
  let appointmentId: string;
  let tables: readonly string[];

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
    profileId = await shop.addProfile();
    await shop.giveReward(profileId, 5000);
    const coffee = { name: "Coffee", handle: "coffee", period: 30, maxRedemptions: 50 };
    const defined = await server.store.write("createDefinition", TEST_TENANT, {
      kind: "benefit",
      body: { ...BENEFIT_DEFAULTS, ...coffee, isClaimable: true },
      extra: {},
    });
    assert(defined.ok, "a benefit");
    await server.store.write("createStaff", TEST_TENANT, {
      ...{ id: successorId, name: "Kim", staffNumber: "S2", locationIds: [shop.carlton] },
      ...{ isActive: true, role: "manager", pinHash: "x" },
    });
    await server.store.write("createStaff", TEST_TENANT, {
      ...{ id: managerId, name: "Lee", staffNumber: "S3", locationIds: [shop.carlton] },
      ...{ isActive: true, role: "manager", pinHash: "x" },
    });
    givenId = shop.rewardId;
    const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
    const goodwill = { ...policy.goodwill, definitionIds: [givenId] };
    await server.store.write("setPolicy", TEST_TENANT, { ...policy, goodwill });
    definitionId = defined.value.id;
    const issued = await server.store.write("issueBenefit", TEST_TENANT, {
      ...{ profileId, definition: defined.value, issuedAt: null, timezone: null },
      ...{ externalId: null, extra: {}, commandId: null },
    });
    assert(issued.ok, "one of them");
    const { lots } = await readAccount(server.store.read(TEST_TENANT), profileId);
    lotId = assertDefined(lots.find(({ unit }) => unit === "benefit")?.lotId, "its lot");
    const listDefinition = await server.store.write("createDefinition", TEST_TENANT, {
      kind: "list",
      body: { ...LIST_DEFAULTS, name: "Gifts", handle: "gifts", type: "registry" },
      extra: {},
    });
    assert(listDefinition.ok, "a definition of lists");
    listDefinitionId = listDefinition.value.id;
    const list = device.command("create_list", { profileId, name: "Wishes", definitionId: null });
    listRef = String(list["commandId"]);
    const item = device.command("add_list_item", {
      ...{ profileId, list: listRef, productId: null, productVariantId: null },
      ...{ text: "Red hat", quantity: 1, note: null },
    });
    itemRef = String(item["commandId"]);
    await device.push(list, item);
    const family = await server.store.write("createConnectionDefinition", TEST_TENANT, {
      ...{ name: "Family", handle: "family", type: "family" },
    });
    assert(family.ok, "a definition of connections");
    const connection = await server.store.write("createConnection", TEST_TENANT, {
      ...{ name: "Family", definition: { id: family.value.id } },
      ...{ connectorId: profileId, connectedId: await shop.addProfile() },
    });
    assert(connection.ok, "a connection");
    connectionId = connection.value.id;
    taskId = newCommandId();
    await device.push(device.command("add_task", { profileId, taskId, noteId: null, ...TASK }));
    appointmentId = newCommandId();
    await device.push(
      device.command("add_appointment", { profileId, appointmentId, ...APPOINTMENT }),
    );
    tables = (await database.run(TABLES[name])).map((row) => String(row["name"]));
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const redeemed = async () => {
    const command = device.command("redeem", {
      ...{ profileId, amountCents: 10, strategies: ["rewards"], mode: "at_risk" },
      ...{ receiptRef: null, basis: { accountVersion: 1, snapshotAgeMs: 0 } },
    });
    await device.push(command);
    return command["commandId"];
  };

  /** What each kind says besides what all of them do, every field of it. */
  const samples = async (): Promise<Readonly<Record<CommandKind, Body>>> => ({
    redeem: {
      ...{ profileId, amountCents: 777, strategies: ["rewards"], mode: "at_risk" },
      ...{ basketCents: 9_876, receiptRef: "R-4711" },
      basis: { accountVersion: 3, snapshotAgeMs: 1_234 },
    },
    redeem_benefit: { profileId, lotId, count: 13 },
    give_goodwill: {
      ...{ profileId, definitionId: givenId, amount: 321, reason: "wait" },
      ...{ text: "Twenty minutes.", noteId: newCommandId(), approvedBy: managerId },
    },
    reverse_redemption: {
      ...{ profileId, redeemCommandId: await redeemed(), approvedBy: managerId },
    },
    claim_benefit: { profileId: await shop.addProfile(), definitionId },
    create_profile: {
      ...{ profileId: newProfileId(), details: DETAILS },
      identities: [{ handle: "card_pos", identifier: "2950123456789" }],
      consent: { names: ["post_promo"], wording: "May we write to you?", version: "w-17" },
    },
    edit_profile: {
      profileId,
      changes: {
        ...{ ...DETAILS, email: "edited@example.com", mobilePhone: "+61412000333" },
        associateId: shop.staffId,
      },
      basis: {
        ...{ title: "Mx", firstName: "Una", lastName: "Seen", gender: "female" },
        ...{ email: "una@example.com", mobilePhone: "+61412000444" },
        ...{ secondaryPhone: "+61412000555", birthDay: 3, birthMonth: 4, birthYear: 1950 },
      },
      consent: [{ name: "sms_promo", allowed: true, was: false }],
    },
    add_note: { profileId, noteId: newCommandId(), text: "Likes linen." },
    log_visit: { profileId, notes: "Tried on coats." },
    log_contact: {
      ...{ profileId, channel: "sms", name: "Text message", template: "back-in-stock" },
      description: "The coat is back.",
    },
    create_list: { profileId, name: "For the wedding", definitionId: listDefinitionId },
    add_list_item: {
      ...{ profileId, list: listRef, productId: null, productVariantId: null },
      ...{ text: "Blue scarf", quantity: 17, note: "Or green." },
    },
    change_list_item: {
      ...{ profileId, list: listRef, item: itemRef },
      changes: { quantity: 19, note: "Only blue.", status: "wanted" },
    },
    remove_list_item: { profileId, list: listRef, item: itemRef },
    step_connection: { profileId, connectionId, status: "hold" },
    merge_profiles: {
      ...{ profileId: await shop.addProfile(), loserId: await shop.addProfile() },
      ...{ staffId: successorId, fromLoser: ["firstName"] },
    },
    claim_sale: {
      ...{ profileId, receiptRef: "R-4711", totalE4: 4_999_000 },
      ...{ day: dayIn(instant(Date.now()), MELBOURNE), locationCode: "CARLTON-9" },
    },
    add_task: {
      ...{ profileId, taskId: newCommandId(), noteId: newCommandId(), ...TASK },
      ...{ dueTime: "15:30", assigneeId: shop.staffId },
    },
    change_task: {
      ...{ profileId, taskId },
      changes: {
        ...{ title: "Write to her", details: "Size 38.", kind: "message", priority: "high" },
        ...{ dueDay: "2026-05-06", dueTime: "16:45", assigneeId: shop.staffId, state: "done" },
        ...{ outcome: "She comes on Friday.", snoozedUntil: "2026-05-07" },
      },
    },
    hand_over_book: { fromStaffId: shop.staffId, toStaffId: successorId },
    add_appointment: {
      ...{ profileId, appointmentId: newCommandId(), ...APPOINTMENT },
      assigneeId: shop.staffId,
    },
    change_appointment: {
      ...{ profileId, appointmentId },
      changes: {
        ...{ title: "Suit", details: "Size 50.", kind: "collection", guestName: "Hart" },
        ...{ day: "2026-05-06", time: "16:45", minutes: 61, assigneeId: shop.staffId },
        state: "no_show",
      },
    },
    withdrawn: {},
  });

  const readAll = async (): Promise<ReadonlyMap<string, Row>> => {
    const rows = await Promise.all(tables.map((table) => database.run(`select * from ${table}`)));
    return new Map(rows.flat().map((row) => [JSON.stringify(row), row]));
  };

  test.for(commandKinds)("%s", async (kind) => {
    const more = (await samples())[kind];
    // After the device's last contact, or it would be moved there ([S8]).
    const occurredAt = instant(Date.now() - 1);
    const command = device.command(kind, { occurredAt, timezone: MELBOURNE, ...more });
    const schema = commandSchema.options.find(({ shape }) => shape.kind.value === kind);
    const fields = fieldsOf(z.toJSONSchema(assertDefined(schema, kind), OF_WHAT_IS_SENT));
    const sent = valuesOf(command);
    expect(Object.keys(sent).sort(), "the sample has every field").toEqual(fields.toSorted());

    const before = await readAll();
    const { verdicts } = await device.push(command);
    expect(verdicts, JSON.stringify(verdicts)).toMatchObject([{ status: "accepted" }]);
    const rows = [...(await readAll())].flatMap(([text, row]) => (before.has(text) ? [] : [row]));
    const lost = fields.filter((path) => {
      const field = path.split(".").at(-1) ?? "";
      const columns = ELSEWHERE[field] ?? [
        field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      ];
      return !rows.some((row) =>
        columns.some((column) => column in row && isSame(row[column], sent[path])),
      );
    });
    expect(lost.sort()).toEqual(Object.keys(ONLY_DECIDES[kind]).sort());
  });
});

const OF_WHAT_IS_SENT = { io: "input", unrepresentable: "any" } as const;

/** Also if it is a field of JSON. */
const isSame = (kept: unknown, sent: unknown): boolean =>
  typeof sent === "number"
    ? Math.abs(Number(kept)) === sent
    : kept === sent ||
      (typeof sent === "boolean" && kept === Number(sent)) ||
      (typeof kept === "string" && kept.startsWith("{") && isIn(JSON.parse(kept), sent));

const isIn = (fields: object, sent: unknown): boolean => Object.values(fields).includes(sent);

/** The paths of what a schema's values hold, without the lists and objects around them. */
const fieldsOf = (schema: unknown, path: readonly string[] = []): readonly string[] => {
  const { properties, items, anyOf } = schemaOf.parse(schema);
  const inner = items === undefined ? [] : fieldsOf(items, path);
  if (inner.length > 1) return inner;
  const objects = anyOf?.find((each) => schemaOf.parse(each).properties);
  if (objects) return fieldsOf(objects, path);
  return properties
    ? Object.entries(properties).flatMap(([name, field]) => fieldsOf(field, [...path, name]))
    : [path.join(".")];
};

const schemaOf = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** The values of a body by path; of a list, those of its first element. */
const valuesOf = (
  value: unknown,
  path: readonly string[] = [],
): Readonly<Record<string, unknown>> => {
  const inner = Array.isArray(value) && typeof value[0] === "object" ? value[0] : value;
  return typeof inner === "object" && inner !== null && !Array.isArray(inner)
    ? Object.assign(
        {},
        ...Object.entries(inner).map(([name, field]) => valuesOf(field, [...path, name])),
      )
    : { [path.join(".")]: inner };
};
