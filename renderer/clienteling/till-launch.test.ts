import { expect, test } from "vitest";
import { STAFF } from "#renderer/testing/store-facts.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { NO_TILL, parseTillLaunch, staffOfLaunch, tillMaxOf } from "./till-launch.ts";

const launch = (below: string) => parseTillLaunch(new URL(below, "https://shop.example"));

test("(DOMAIN §20.3) what a till leaves empty counts as left out", () => {
  expect(launch("/?staffId=&storeId=&terminalId=&type=&max_redeem=")).toEqual(NO_TILL);
  expect(launch("/?type=MobilePOS&terminalId=4&utm_source=x")).toEqual({
    ...NO_TILL,
    type: "MobilePOS",
    terminalId: "4",
  });
});

test.each([
  ["/?max_redeem=12,50", "max_redeem=12,50"],
  ["/?max_redeem=-1", "max_redeem=-1"],
  ["/?max_redeem=5&max_redeem=50", "max_redeem=5&max_redeem=50"],
  ["/?type=pos", "type=pos"],
  ["/profile/7", "/profile/7"],
  ["/profiles/", "/profiles/"],
])("(DOMAIN §20.3) %s is named and does nothing", (address, problem) => {
  expect(launch(address)).toEqual({ ...NO_TILL, problems: [problem] });
});

test("(DOMAIN §20.3) the most to redeem is in major units, with the decimals of the currency", () => {
  expect(tillMaxOf(launch("/?max_redeem=12.5"), 2)).toBe(1250);
  expect(tillMaxOf(launch("/?max_redeem=0"), 2)).toBe(0);
  expect(tillMaxOf(launch("/?max_redeem=500"), 0)).toBe(500);
  expect(tillMaxOf(launch("/?max_redeem=0.125"), 2)).toBeNull();
});

test("(DOMAIN §20.3) staff are found by id or number", () => {
  const [first] = STAFF;
  const { id, staffNumber } = assertDefined(first, "the sample has staff");
  expect(staffOfLaunch(STAFF, { ...NO_TILL, staffId: id })).toBe(first);
  expect(staffOfLaunch(STAFF, { ...NO_TILL, staffId: staffNumber })).toBe(first);
  expect(staffOfLaunch(STAFF, NO_TILL)).toBeNull();
});
