import { assert } from "#shared/kernel/assert.ts";
import { profileDetailsSchema } from "#shared/profile/profile.ts";
import {
  type Command,
  type CommandKind,
  type CommandOf,
  commandSchema,
} from "#shared/sync/command.ts";
import type { CommandState, HeldCommand } from "#shared/sync/on-top.ts";
import { type Verdict, verdictSchema } from "#shared/sync/verdict.ts";
import { lot, NOW, PROFILE, profile } from "./build.ts";

// Commands of a device and the server's verdicts, for tests of what follows from them.

const uuid = (n: number): string => `0190c000-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** What a command of each kind says, besides who, where and when. */
const BODIES: Readonly<Record<CommandKind, object>> = {
  redeem: {
    amountCents: 500,
    strategies: ["rewards", "points"],
    mode: "at_risk",
    basis: { accountVersion: 0, snapshotAgeMs: 0 },
    receiptRef: null,
  },
  redeem_benefit: { lotId: lot(1, 1).lotId, count: 1 },
  claim_benefit: { definitionId: 1 },
  give_goodwill: {
    ...{ definitionId: 1, amount: 500, reason: "wait", text: null, noteId: uuid(501) },
    approvedBy: null,
  },
  reverse_redemption: { redeemCommandId: uuid(1), approvedBy: null },
  create_profile: { details: profileDetailsSchema.parse(profile()), identities: [] },
  edit_profile: { changes: { firstName: "Eva" } },
  add_note: { noteId: uuid(500), text: "Prefers email" },
  log_visit: { notes: "Tried on coats" },
  log_contact: { channel: "email", name: "Email", description: "Asked about coats" },
  create_list: { name: "Wishes", definitionId: null },
  add_list_item: {
    ...{ list: uuid(600), productId: null, productVariantId: null },
    ...{ text: "Blue scarf", quantity: 1, note: null },
  },
  change_list_item: { list: uuid(600), item: uuid(601), changes: { quantity: 2 } },
  remove_list_item: { list: uuid(600), item: uuid(601) },
  step_connection: { connectionId: 1, status: "break" },
  merge_profiles: { loserId: uuid(900), fromLoser: ["email"] },
  claim_sale: {
    ...{ receiptRef: "R-4711", day: "2026-03-01", totalE4: 499_900, locationCode: "CARLTON" },
  },
  add_task: {
    ...{ taskId: uuid(700), noteId: null, title: "Call about the coat", details: null },
    ...{ taskKind: "call", priority: "normal", dueDay: "2026-03-02", dueTime: null },
    assigneeId: null,
  },
  change_task: { taskId: uuid(700), changes: { state: "done" } },
  hand_over_book: { fromStaffId: uuid(9_001), toStaffId: uuid(9_002) },
  add_appointment: {
    ...{ appointmentId: uuid(800), appointmentKind: "fitting", title: "Wedding suit" },
    ...{ details: null, guestName: null, day: "2026-03-02", time: "14:30", minutes: 45 },
    ...{ assigneeId: null, state: "confirmed", isWalkIn: false },
  },
  change_appointment: { appointmentId: uuid(800), changes: { state: "waiting" } },
  withdrawn: {},
};

/** The n-th command of a device, about PROFILE at NOW, unless `more` says otherwise. */
export const commandOf = <K extends CommandKind>(
  kind: K,
  n: number,
  more: object = {},
): CommandOf<K> => {
  const command = commandSchema.parse({
    kind,
    commandId: uuid(n),
    deviceId: uuid(9_000),
    deviceEpoch: 1,
    deviceSeq: n,
    occurredAt: NOW,
    timezone: "Australia/Melbourne",
    elapsedSinceContactMs: 0,
    lastContactAt: NOW,
    policyVersion: 1,
    staffId: uuid(9_001),
    locationId: 1,
    ...(kind === "withdrawn" ? {} : { profileId: PROFILE }),
    ...BODIES[kind],
    ...more,
  });
  assert(isOfKind(command, kind), `a command of kind ${command.kind} is no ${kind}`);
  return command;
};

const isOfKind = <K extends CommandKind>(command: Command, kind: K): command is CommandOf<K> =>
  command.kind === kind;

/** A plain yes, unless `more` says otherwise. */
export const verdictOf = (more: Partial<Verdict> = {}): Verdict => ({
  ...verdictSchema.parse({
    commandId: uuid(1),
    status: "accepted",
    reason: null,
    detail: null,
    shortfallCents: null,
    availableCents: null,
    redemptionId: null,
    accountVersion: null,
    profileId: PROFILE,
    wasClamped: false,
    wasFrozen: false,
    recordedAt: NOW,
  }),
  ...more,
});

/** A command as its device holds it. */
export const heldCommand = (
  command: HeldCommand["command"],
  state: CommandState,
  verdict: Verdict | null = null,
): HeldCommand => ({ command, state, verdict });
