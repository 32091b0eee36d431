import { describe, expect, test } from "vitest";
import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, later } from "#shared/kernel/time.ts";
import { emptyAccount, foldAccount } from "#shared/ledger/account.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { profileDetailsSchema } from "#shared/profile/profile.ts";
import {
  account,
  benefitDefinition,
  decideAndDraft,
  lot,
  NOW,
  PROFILE,
  pointLot,
  profile,
  programme,
} from "#shared/testing/build.ts";
import {
  booked,
  connectionTerms,
  heldConnection,
  heldItem,
  heldList,
  openTask,
} from "#shared/testing/clienteling.ts";
import { commandOf } from "#shared/testing/commands.ts";
import { collections } from "./collections.ts";
import { type Command, commandKinds, commandSchema } from "./command.ts";
import { atRiskCentsOf } from "./command-kind.ts";
import {
  collectionsShowing,
  pendingNotes,
  projectPending,
  projectPendingAgenda,
  projectPendingClienteling,
  projectPendingProfile,
} from "./pending.ts";

const OTHER = "0190a000-0000-7000-8000-000000000002";
const uuid = (n: number) => `0190c000-0000-7000-8000-${String(n).padStart(12, "0")}`;

const FACT = profile();
const DETAILS = profileDetailsSchema.parse(FACT);
const IDENTITIES = [
  { handle: "card", identifier: "1" },
  { handle: "card", identifier: "2" },
];

/** The n-th command of a device; NOW plus n seconds, in contact with the server all the time. */
const command = (n: number, more: object): Command =>
  commandSchema.parse({
    commandId: uuid(n),
    deviceId: uuid(9_000),
    deviceEpoch: 1,
    deviceSeq: n,
    occurredAt: addMs(NOW, n * 1_000),
    timezone: "Australia/Melbourne",
    elapsedSinceContactMs: 0,
    lastContactAt: NOW,
    policyVersion: 1,
    staffId: uuid(9_001),
    locationId: 4,
    profileId: PROFILE,
    ...more,
  });
const use = (n: number) => command(n, { kind: "redeem_benefit", lotId: lot(n, 1).lotId, count: 1 });
const claim = (n: number) => command(n, { kind: "claim_benefit", definitionId: 1 });
const redemption = (n: number, amountCents: number, more: object = {}) =>
  command(n, {
    kind: "redeem",
    amountCents,
    strategies: ["rewards", "points"],
    mode: "at_risk",
    basketCents: null,
    basis: { accountVersion: 0, snapshotAgeMs: 0 },
    receiptRef: null,
    ...more,
  });
const creation = (n: number, more: object = {}) =>
  command(n, { kind: "create_profile", details: DETAILS, identities: IDENTITIES, ...more });
const edit = (n: number, changes: object, more: object = {}) =>
  command(n, { kind: "edit_profile", changes, ...more });
const note = (n: number, text: string, more: object = {}) =>
  command(n, { kind: "add_note", noteId: uuid(500 + n), text, ...more });
const withdrawn = (n: number) => command(n, { kind: "withdrawn" });

describe("[S6] the account on the screen", () => {
  const held = account([lot(1, 500), pointLot(2, 300)]);

  test("is what the server would have after the same redemptions, in the same order", () => {
    const shown = projectPending(held, programme(), [redemption(1, 400), redemption(2, 250)]);
    expect(shown.version).toBe(held.version + 3);
    expect(shown.lots.map(({ lotId, remaining }) => [lotId, remaining])).toEqual([
      [held.lots[1]?.lotId, 150],
    ]);
  });

  test("pays as much as it can of a redemption that it can't cover, and nothing once it is empty", () => {
    expect(projectPending(held, programme(), [redemption(1, 10_000)])).toMatchObject({
      lots: [],
      outstanding: [],
    });
    const empty = account([]);
    expect(projectPending(empty, programme(), [redemption(1, 1)])).toEqual(empty);
  });

  test("[Z3] takes off what was handed over before the device knew of a freeze, and no more", () => {
    const frozen = account(held.lots, { freeze: { reason: "fraud", since: NOW } });
    const shown = projectPending(frozen, programme(), [
      redemption(1, 400),
      redemption(2, 50, { mode: "online" }),
    ]);
    expect(shown.lots.map(({ remaining }) => remaining)).toEqual([100, 300]);
    expect(shown.freeze).toEqual(frozen.freeze);
  });

  test("is only changed by redemptions of its own profile", () => {
    const others = [
      redemption(1, 400, { profileId: OTHER }),
      creation(2),
      edit(3, { firstName: "Eva" }),
      note(4, "prefers email"),
      withdrawn(5),
    ];
    expect(projectPending(held, programme(), others)).toEqual(held);
  });

  test("[S8] is judged as of the command's time, but no earlier than the last contact with the server", () => {
    const expiring = account([lot(1, 500, { expiresAt: addMs(NOW, 60_000) })]);
    const at = (occurredMs: number, contactMs: number) => {
      const [occurredAt, lastContactAt] = [addMs(NOW, occurredMs), addMs(NOW, contactMs)];
      const shown = projectPending(expiring, programme(), [
        redemption(1, 500, { occurredAt, lastContactAt }),
      ]);
      const decision = decideAndDraft(
        expiring,
        programme(),
        redeemAt(later(occurredAt, lastContactAt)),
      );
      expect(shown).toEqual(decision.ok ? foldAccount(decision.value.drafts, expiring) : expiring);
      return shown.lots.length;
    };
    expect([at(0, 0), at(60_999, 0), at(0, 60_999)]).toEqual([0, 0, 0]);
    expect([at(61_000, 0), at(0, 61_000)]).toEqual([1, 1]);
  });

  const redeemAt = (occurredAt: typeof NOW) => {
    const { commandId, timezone } = redemption(1, 500);
    return {
      commandId,
      timezone,
      occurredAt,
      amountCents: cents(500),
      strategies: ["rewards", "points"] as const,
      whenShort: "partly" as const,
      basketCents: null,
      ...BY_NOBODY,
    };
  };
});

describe("[S6] the profile on the screen", () => {
  test("is the fact with each edit applied in order", () => {
    const edits = [
      edit(1, { firstName: "Eva", email: null }),
      edit(2, { firstName: "Ewa" }),
      edit(3, { lastName: "Nowak" }, { profileId: OTHER }),
    ];
    expect(projectPendingProfile(PROFILE, FACT, edits)).toEqual({
      ...FACT,
      firstName: "Ewa",
      email: null,
    });
  });

  test("is created by a pending command if there is no fact yet, and edited after that", () => {
    const made = creation(1);
    expect(projectPendingProfile(PROFILE, null, [made, edit(2, { title: null })])).toEqual({
      ...DETAILS,
      title: null,
      id: PROFILE,
      profileType: "active",
      identities: [
        { ...IDENTITIES[0], isPrimary: true, isActive: true },
        { ...IDENTITIES[1], isPrimary: false, isActive: true },
      ],
      tags: [],
      joinedAt: made.occurredAt,
      joinedLocationId: made.locationId,
      joinedStaffId: made.staffId,
      associateId: null,
      preferredLocationId: made.locationId,
      version: 1,
      createdAt: made.occurredAt,
      updatedAt: made.occurredAt,
    });
  });

  test("stays the fact once it has been pulled, and unknown if nothing created it", () => {
    expect(projectPendingProfile(PROFILE, FACT, [creation(1)])).toEqual(FACT);
    const changesNothing = [redemption(1, 5), note(2, "hello"), withdrawn(3)];
    expect(projectPendingProfile(PROFILE, FACT, changesNothing)).toEqual(FACT);
    expect(projectPendingProfile(PROFILE, null, changesNothing)).toBeNull();
    expect(projectPendingProfile(PROFILE, null, [edit(1, { firstName: "Eva" })])).toBeNull();
    expect(projectPendingProfile(PROFILE, null, [creation(1, { profileId: OTHER })])).toBeNull();
  });
});

test("[S6] pending notes are shown for their profile, newest first", () => {
  const first = note(1, "first");
  const commands = [first, note(2, "other", { profileId: OTHER }), note(3, "third"), creation(4)];
  const shown = pendingNotes(PROFILE, commands);
  expect(shown.map(({ text }) => text)).toEqual(["third", "first"]);
  expect(shown[1]).toEqual({
    id: uuid(501),
    profileId: PROFILE,
    text: "first",
    occurredAt: first.occurredAt,
    staffId: first.staffId,
    locationId: first.locationId,
  });
});

describe("[S6] a benefit on the screen", () => {
  const coffee = benefitDefinition();
  const tea = benefitDefinition({ id: definitionIdSchema.parse(31), endAt: addMs(NOW, -1) });
  const cups = lot(2, 3, { unit: "benefit", definitionId: coffee.id });
  const held = account([lot(1, 500), cups]);
  const by = (...benefit: readonly BenefitDefinition[]) => {
    const known = programme();
    return { ...known, definitions: { ...known.definitions, benefit } };
  };
  const remaining = (...commands: readonly Command[]) =>
    projectPending(held, by(tea, coffee), commands).lots.map((each) => each.remaining);

  test("has fewer uses while one is on its way", () => {
    expect(remaining(use(2))).toEqual([500, 2]);
    expect(remaining(use(2), command(3, { ...use(2), count: 2 }))).toEqual([500]);
    expect(remaining(command(3, { ...use(2), count: 4 }))).toEqual([500, 3]);
  });

  test("stays as it is if the device knows no such lot or definition", () => {
    expect(projectPending(held, by(coffee), [use(9)])).toEqual(held);
    expect(projectPending(held, by(), [use(2)])).toEqual(held);
    expect(projectPending(held, by(tea), [use(2)])).toEqual(held);
  });
});

describe("[S6] a command shows in the collections whose facts it changes", () => {
  // Something to change in each collection, for every kind of command.
  const samples: Record<Command["kind"], Command> = {
    redeem: redemption(1, 5),
    redeem_benefit: use(2),
    claim_benefit: claim(1),
    reverse_redemption: commandOf("reverse_redemption", 1),
    give_goodwill: commandOf("give_goodwill", 1),
    create_profile: creation(1),
    edit_profile: edit(1, { firstName: "Eva" }),
    add_note: note(1, "hello"),
    log_visit: commandOf("log_visit", 1),
    log_contact: commandOf("log_contact", 1),
    create_list: commandOf("create_list", 1),
    add_list_item: commandOf("add_list_item", 1, { list: "7" }),
    change_list_item: commandOf("change_list_item", 1, { list: "7", item: "8" }),
    remove_list_item: commandOf("remove_list_item", 1, { list: "7", item: "8" }),
    step_connection: commandOf("step_connection", 1),
    claim_sale: commandOf("claim_sale", 1),
    merge_profiles: commandOf("merge_profiles", 1),
    add_task: commandOf("add_task", 1, { taskId: commandOf("add_note", 1).noteId }),
    change_task: commandOf("change_task", 1),
    hand_over_book: commandOf("hand_over_book", 1),
    add_appointment: commandOf("add_appointment", 1, {
      appointmentId: commandOf("add_note", 1).noteId,
    }),
    change_appointment: commandOf("change_appointment", 1),
    withdrawn: withdrawn(1),
  };
  const coffee = benefitDefinition();
  const held = account([lot(1, 500), lot(2, 3, { unit: "benefit", definitionId: coffee.id })]);
  const known = programme();
  const served = { ...known, definitions: { ...known.definitions, benefit: [coffee] } };

  const kept = { lists: [heldList([heldItem("8")])], connections: [heldConnection()] };
  const planned = { tasks: [openTask()], appointments: [booked()] };
  const rules = { lists: [], connections: [connectionTerms()], at: NOW };

  test.each(commandKinds)("%s", (kind) => {
    const sample = samples[kind];
    const isMaking = kind === "create_profile";
    const before = isMaking ? null : FACT;
    const changed = {
      // These are shown there once the server has agreed, and not before ([S24], [S31]).
      accounts:
        kind === "claim_benefit" ||
        kind === "reverse_redemption" ||
        kind === "give_goodwill" ||
        projectPending(held, served, [sample]) !== held,
      // Who is merged is said apart (profile [I28]).
      profiles:
        kind === "merge_profiles" || projectPendingProfile(PROFILE, before, [sample]) !== before,
      timeline: pendingNotes(PROFILE, [sample]).length > 0,
      agenda: canonicalJson(projectPendingAgenda(planned, [sample])) !== canonicalJson(planned),
      // What staff log or claim is listed apart ([X21], [J7]).
      clienteling:
        kind === "log_visit" ||
        kind === "log_contact" ||
        kind === "claim_sale" ||
        kind === "merge_profiles" ||
        projectPendingClienteling(PROFILE, kept, [sample], rules) !== kept,
    };
    const shows = new Set<string>(collectionsShowing(sample));
    expect(Object.entries(changed).map(([name]) => [name, shows.has(name)])).toEqual(
      Object.entries(changed),
    );
  });

  test("only a redemption at risk gives something away before the server agrees", () => {
    expect(commandKinds.map((kind) => atRiskCentsOf(samples[kind]))).toEqual(
      commandKinds.map((kind) => (kind === "redeem" ? 5 : null)),
    );
    expect(atRiskCentsOf(redemption(1, 5, { mode: "online" }))).toBeNull();
  });

  test("an unreadable command may show in any collection that shows commands", () => {
    const all = collectionsShowing(null);
    expect([...all].sort()).toEqual(["accounts", "agenda", "clienteling", "profiles", "timeline"]);
    for (const name of all) expect(collections[name]).toBeDefined();
  });
});

test("an empty account stays empty without commands", () => {
  const empty = emptyAccount(PROFILE);
  expect(projectPending(empty, programme(), [])).toBe(empty);
});
