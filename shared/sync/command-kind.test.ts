import { describe, expect, test } from "vitest";
import { PROFILE } from "#shared/testing/build.ts";
import { commandOf } from "#shared/testing/commands.ts";
import { commandKinds, profileIdOf } from "./command.ts";
import { atRiskCentsOf, atRiskOf, waitsForServer } from "./command-kind.ts";

const atRisk = commandOf("redeem", 1, { amountCents: 700, mode: "at_risk" });
const online = commandOf("redeem", 1, { mode: "online" });

test("[F2] only a redemption that was honoured before the server agreed gives something away", () => {
  const basis = { accountVersion: 3, snapshotAgeMs: 40 };
  expect(atRiskOf({ ...atRisk, basis })).toEqual({
    cents: 700,
    profileId: PROFILE,
    snapshotAgeMs: 40,
  });
  expect(atRiskCentsOf(atRisk)).toBe(700);
  expect(atRiskOf(online)).toBeNull();
  expect(atRiskCentsOf(online)).toBeNull();
  for (const kind of commandKinds.filter((each) => each !== "redeem")) {
    expect(atRiskOf(commandOf(kind, 1))).toBeNull();
  }
});

describe("[S8] what takes something from an account waits for the server, unless it is at risk", () => {
  test.for([
    ["redeem_benefit", true],
    ["claim_benefit", true],
    ["reverse_redemption", false],
    ["give_goodwill", false],
    ["create_profile", false],
    ["edit_profile", false],
    ["add_note", false],
    ["log_visit", false],
    ["log_contact", false],
    ["create_list", false],
    ["add_list_item", false],
    ["change_list_item", false],
    ["remove_list_item", false],
    ["step_connection", false],
    ["claim_sale", false],
    ["merge_profiles", false],
    ["add_task", false],
    ["change_task", false],
    ["hand_over_book", false],
    ["add_appointment", false],
    ["change_appointment", false],
    ["withdrawn", false],
  ] as const)("%s: %s", ([kind, waits]) => {
    expect(waitsForServer(commandOf(kind, 1))).toBe(waits);
  });

  test("redeem", () => {
    expect(waitsForServer(online)).toBe(true);
    expect(waitsForServer(atRisk)).toBe(false);
  });
});

test("[S4] every command but a withdrawn one and a whole book is about a profile", () => {
  for (const kind of commandKinds) {
    const isOfNobody = kind === "withdrawn" || kind === "hand_over_book";
    expect(profileIdOf(commandOf(kind, 1))).toBe(isOfNobody ? null : PROFILE);
  }
});
