import { describe, expect, it } from "vitest";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import { commandOf, heldCommand } from "#shared/testing/commands.ts";
import { redeemCommandSchema } from "./command.ts";
import { earlierOnDevice } from "./earlier-in-sale.ts";
import type { HeldCommand } from "./on-top.ts";
import { verdictSchema } from "./verdict.ts";

const NOW = instant(1_760_000_000_000);
const uuid = (n: number) => `0190c000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const PROFILE = profileIdSchema.parse(uuid(1));
const OTHER = profileIdSchema.parse(uuid(2));

const redemption = (
  amountCents: number,
  more: {
    readonly profileId?: ProfileId;
    readonly receiptRef?: string | null;
    readonly occurredAt?: Instant;
    readonly strategies?: readonly string[];
    readonly status?: "accepted" | "refused";
  } = {},
): HeldCommand => {
  const { status, ...fields } = more;
  const command = redeemCommandSchema.parse({
    kind: "redeem",
    commandId: uuid(3),
    deviceId: uuid(4),
    deviceEpoch: 1,
    deviceSeq: 1,
    occurredAt: NOW,
    timezone: "Australia/Melbourne",
    elapsedSinceContactMs: 0,
    lastContactAt: NOW,
    policyVersion: 1,
    staffId: uuid(5),
    locationId: 1,
    profileId: PROFILE,
    amountCents,
    strategies: ["rewards", "points"],
    mode: "at_risk",
    basketCents: null,
    basis: { accountVersion: 0, snapshotAgeMs: 0 },
    receiptRef: "R-1",
    ...fields,
  });
  const verdict = verdictSchema.parse({
    commandId: command.commandId,
    status: status ?? "accepted",
    reason: null,
    detail: null,
    shortfallCents: null,
    availableCents: null,
    redemptionId: null,
    accountVersion: null,
    profileId: command.profileId,
    wasClamped: false,
    wasFrozen: false,
    recordedAt: NOW,
  });
  return { command, state: "done", verdict: status === undefined ? null : verdict };
};

describe("[K5] what a device has redeemed for a sale before", () => {
  const sale = { receiptRef: "R-1", at: NOW };

  it("is unknown as long as the sale has no receipt number", () => {
    const commands = [redemption(500, { receiptRef: null })];
    expect(earlierOnDevice(commands, { ...sale, receiptRef: null })).toBe(null);
  });

  it("adds up discounts and credit, of this receipt and day, that weren't refused, of every customer", () => {
    const commands = [
      redemption(100),
      redemption(20, { status: "accepted" }),
      redemption(3_000, { strategies: ["credits"] }),
      redemption(40_000, { status: "refused" }),
      redemption(3, { profileId: OTHER, receiptRef: "r1" }),
      redemption(60_000, { receiptRef: "R-2" }),
      redemption(70_000, { occurredAt: addMs(NOW, -DAY_MS) }),
      redemption(5, { occurredAt: addMs(NOW, 1 - DAY_MS) }),
    ];
    expect(earlierOnDevice(commands, sale)).toEqual({ discountCents: 128, creditCents: 3_000 });
    expect(earlierOnDevice([], sale)).toEqual({ discountCents: 0, creditCents: 0 });
  });

  it("counts only redemptions that this version of the app can read, and that name a receipt", () => {
    const unread = heldCommand(null, "pending");
    const benefit = heldCommand(commandOf("redeem_benefit", 6), "pending");
    const commands = [unread, benefit, redemption(700, { receiptRef: null }), redemption(30)];
    expect(earlierOnDevice(commands, sale)).toEqual({ discountCents: 30, creditCents: 0 });
  });

  it("takes what draws any discount for one", () => {
    const both = redemption(500, { strategies: ["credits", "rewards"] });
    expect(earlierOnDevice([both], sale)).toEqual({ discountCents: 500, creditCents: 0 });
  });
});
