import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs } from "#shared/kernel/time.ts";
import { foldAccount } from "#shared/ledger/account.ts";
import { isLiving, profileTypeSchema } from "#shared/profile/profile-type.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import { type CounterFacts, chooseMode, THIS_DEVICE } from "#shared/redemption/choose-mode.ts";
import {
  account,
  decideAndDraft,
  lot,
  NOW,
  PROFILE,
  profile,
  programme,
} from "#shared/testing/build.ts";
import { commandOf, heldCommand, verdictOf } from "#shared/testing/commands.ts";
import { commandKinds, type RedeemCommand } from "./command.ts";
import {
  type CommandState,
  commandsOnAccount,
  commandsOnTop,
  type HeldCommand,
  isMissingFromFacts,
  settledState,
} from "./on-top.ts";
import { type ServerContact, standingOf } from "./standing.ts";
import type { Verdict } from "./verdict.ts";

const OTHER = profileIdSchema.parse("0190a000-0000-7000-8000-000000000002");

const redemption = (
  n: number,
  amountCents: number,
  more: { readonly profileId?: ProfileId; readonly mode?: "online" | "at_risk" } = {},
): RedeemCommand => commandOf("redeem", n, { amountCents, ...more });

const verdictOn = (command: RedeemCommand, more: Partial<Verdict> = {}): Verdict =>
  verdictOf({
    commandId: command.commandId,
    profileId: command.profileId,
    accountVersion: 1,
    ...more,
  });

const SERVER: ServerContact = {
  state: "offline",
  serverTime: NOW,
  factsAgeMs: 0,
  didClockGoBack: false,
  isOnlineOnly: false,
};
const standing = (
  held: readonly HeldCommand[],
  onFacts = account([lot(1, 9_000)]),
  server = SERVER,
) =>
  standingOf({
    profileId: PROFILE,
    facts: { profile: null, account: onFacts },
    held,
    redeemed: [],
    programme: programme(),
    server,
    now: NOW,
  });

test("[S6] a redemption counts once: before its verdict, after it, and once the account includes it", () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(amounts, fc.nat(6), fc.nat(6), (wanted, answeredRaw, pulledRaw) => {
      const commands = wanted.map((amount, index) => redemption(index + 1, amount));
      const answered = Math.min(answeredRaw, commands.length);
      const pulled = Math.min(pulledRaw, answered);
      // The server: each is accepted in order, with the account after each.
      let server = account([lot(1, 20_000)]);
      const accounts = [server];
      const verdicts = commands.map((command) => {
        const request = { ...command, whenShort: "honour" } as const;
        const decision = decideAndDraft(server, programme(), request);
        if (decision.ok) server = foldAccount(decision.value.drafts, server);
        accounts.push(server);
        return verdictOn(command, { accountVersion: server.version });
      });
      // The device: some are answered, and its copy of the account includes some of those.
      const held = commands.map((command, index) =>
        index < answered
          ? heldCommand(command, "settling", verdicts[index])
          : heldCommand(command, "pending"),
      );
      const shown = standing(held, accounts[pulled]);
      expect(balancesOf(shown.account, programme(), NOW)).toEqual(
        balancesOf(server, programme(), NOW),
      );
      const sum = (some: readonly number[]) => some.reduce((total, amount) => total + amount, 0);
      expect(shown.exposure).toMatchObject({
        profileCents: sum(wanted.slice(pulled)),
        profileCount: wanted.length - pulled,
        deviceCents: sum(wanted.slice(answered)),
      });
    }),
  );
});

test("[S6] only the account's version decides what it includes, whatever the server's clock did", () => {
  const command = redemption(1, 500);
  const verdict = verdictOn(command, { accountVersion: 8, recordedAt: addMs(NOW, -60_000) });
  const held = [heldCommand(command, "settling", verdict)];
  expect(commandsOnAccount(held, { profileId: PROFILE, version: 7 })).toEqual([command]);
  expect(commandsOnAccount(held, { profileId: PROFILE, version: 8 })).toEqual([]);
  expect(commandsOnAccount(held, { profileId: OTHER, version: 8 })).toEqual([command]);
});

describe("[S6] whether a command is on top of the facts", () => {
  const command = redemption(1, 500);
  test.each([
    ["pending", null, true],
    ["settling", "accepted", true],
    ["settling", "accepted_short", true],
    ["settling", "refused", false],
    ["settling", "parked", false],
    ["notable", "accepted_short", false],
    ["done", "accepted", false],
  ] as const)("%s, %s: %s", (state, status, isOnTop) => {
    const verdict = status && verdictOn(command, { status });
    expect(commandsOnTop([heldCommand(command, state, verdict)])).toEqual(isOnTop ? [command] : []);
    expect(commandsOnTop([{ command: null, state, verdict }])).toEqual([]);
  });
});

test("a redemption whose account version isn't known stays on top", () => {
  const command = redemption(1, 500);
  const held = [heldCommand(command, "settling", verdictOn(command, { accountVersion: null }))];
  expect(commandsOnAccount(held, { profileId: PROFILE, version: 8 })).toEqual([command]);
});

test("a command without a verdict, or with a plain yes, is done once settled; others staff should see", () => {
  const command = redemption(1, 500);
  const settled = (status: Verdict["status"]) => settledState(verdictOn(command, { status }));
  expect(settledState(null)).toBe("done");
  expect(settled("accepted")).toBe("done");
  for (const status of ["accepted_short", "refused", "parked"] as const) {
    expect(settled(status)).toBe("notable");
  }
});

describe("[F2] a settled redemption goes back on top", () => {
  const command = redemption(1, 500);
  const is = (state: CommandState, status: Verdict["status"], version: number | null) =>
    isMissingFromFacts(
      heldCommand(command, state, verdictOn(command, { status, accountVersion: 8 })),
      version === null ? null : { profileId: PROFILE, version },
    );
  test("if its account is gone or older", () => {
    expect(is("done", "accepted", null)).toBe(true);
    expect(is("done", "accepted", 7)).toBe(true);
    expect(is("notable", "accepted_short", 7)).toBe(true);
  });
  test("not if the account includes it, if nothing was redeemed, or if it never left", () => {
    expect(is("done", "accepted", 8)).toBe(false);
    expect(is("notable", "refused", 7)).toBe(false);
    expect(is("settling", "accepted", 7)).toBe(false);
    expect(is("pending", "accepted", 7)).toBe(false);
  });
  test("not if it has no verdict, or this version of the app can't read it", () => {
    expect(isMissingFromFacts(heldCommand(command, "done"), null)).toBe(false);
    const unreadable = { command: null, state: "done", verdict: verdictOn(command) } as const;
    expect(isMissingFromFacts(unreadable, null)).toBe(false);
  });
});

test("[F6] [F7] a profile's limits count its own redemptions at risk, the allowance counts everyone's", () => {
  const held = [
    heldCommand(redemption(1, 100), "pending"),
    heldCommand(redemption(2, 200, { mode: "online" }), "pending"),
    heldCommand(redemption(3, 400, { profileId: OTHER }), "pending"),
  ];
  expect(standing(held).exposure).toEqual({
    availableCents: 8_700,
    snapshotAgeMs: 0,
    profileCents: 100,
    profileCount: 1,
    deviceCents: 500,
  });
});

test("[S8] a command is judged no earlier than the last contact with the server", () => {
  const expiring = account([lot(1, 500, { expiresAt: NOW })]);
  const later = { ...SERVER, serverTime: addMs(NOW, 5_000) };
  const redeem = { amountCents: cents(100) };
  expect(chooseMode({ ...standing([], expiring), isProfileKnown: true }, redeem).mode).toBe(
    "at_risk",
  );
  expect(standing([], expiring, later).at).toBe(later.serverTime);
  expect(
    chooseMode({ ...standing([], expiring, later), isProfileKnown: true }, redeem).refusal,
  ).toMatchObject({ reason: "insufficient_balance" });
});

test("a profile is known if it is living", () => {
  const input = {
    profileId: PROFILE,
    held: [],
    redeemed: [],
    programme: programme(),
    server: SERVER,
    now: NOW,
  };
  for (const profileType of profileTypeSchema.options) {
    const shown = standingOf({
      ...input,
      facts: { profile: profile({ profileType }), account: null },
    });
    const isKnown = isLiving(profileType);
    expect(shown).toMatchObject({ isProfileKnown: isKnown, confirmed: { profileId: PROFILE } });
    expect(shown.profile).toEqual(isKnown ? profile({ profileType }) : null);
  }
});

test("without a policy or a pull of accounts there is no exposure, and no redemption", () => {
  expect(standing([], account([]), { ...SERVER, factsAgeMs: null }).exposure).toBeNull();
  expect(standing([])).toMatchObject({ isProfileKnown: false, profile: null });
});

describe("[H5] what a device has redeemed, or asked the server to, counts towards limits", () => {
  const redeem = commandOf("redeem", 1);
  const { staffId } = redeem;
  const subjects = { profile: PROFILE, staff: staffId, device: THIS_DEVICE, token: null };
  const redeemedOf = (
    held: readonly HeldCommand[],
    redeemed: readonly HeldCommand[] = [],
  ): CounterFacts["redeemed"] =>
    standingOf({
      ...{ profileId: PROFILE, facts: { profile: null, account: null }, held, redeemed },
      ...{ programme: programme(), server: SERVER, now: NOW },
    }).redeemed;

  test.for<readonly [CommandState, Verdict["status"] | null, counts: boolean]>([
    ["pending", null, true],
    ["settling", "accepted", true],
    ["notable", "accepted_short", true],
    ["done", "accepted", true],
    ["notable", "charged", false],
    ["notable", "refused", false],
    ["notable", "parked", false],
  ])("%s, %s: %s", ([state, status, counts]) => {
    const held = heldCommand(redeem, state, status && verdictOf({ status }));
    expect(redeemedOf([held])).toEqual(counts ? [{ subjects, at: NOW }] : []);
  });

  test("of any profile, and those that are done come first", () => {
    const other = { ...redeem, profileId: OTHER, occurredAt: addMs(NOW, -1_000) };
    const earlier = { ...other, lastContactAt: addMs(NOW, -2_000) };
    const done = heldCommand(earlier, "done", verdictOf());
    expect(redeemedOf([heldCommand(redeem, "pending")], [done])).toEqual([
      { subjects: { ...subjects, profile: OTHER }, at: addMs(NOW, -1_000) },
      { subjects, at: NOW },
    ]);
    // No earlier than the last contact with the server ([S8]).
    expect(redeemedOf([heldCommand(other, "pending")])).toMatchObject([{ at: NOW }]);
  });

  test("and nothing but redemptions", () => {
    const counted = commandKinds.filter(
      (kind) => redeemedOf([heldCommand(commandOf(kind, 1), "pending")]).length > 0,
    );
    expect(counted).toEqual(["redeem", "redeem_benefit"]);
    expect(redeemedOf([heldCommand(null, "pending")])).toEqual([]);
  });
});
