import { expect, test } from "vitest";
import { DAY_MS, instant } from "#shared/kernel/time.ts";
import { handOffUrl, isHandOff, lastContactOf, messageWays, quietUntil } from "./message.ts";

const ANNA = { email: "anna@example.com", mobilePhone: "+61400000001" };

test("[X41] a channel takes an address and consent to offers by it, chat that of text messages", () => {
  const problems = (profile: typeof ANNA | { email: null; mobilePhone: null }, comms: object) =>
    messageWays(profile, { ...comms }).map(({ channel, problem }) => [channel, problem]);
  expect(problems(ANNA, { email_promo: true, sms_promo: false })).toEqual([
    ["email", null],
    ["sms", "declined"],
    ["chat", "declined"],
  ]);
  expect(problems(ANNA, { email_promo: true, email_optout: true, sms_promo: true })).toEqual([
    ["email", "opted_out"],
    ["sms", null],
    ["chat", null],
  ]);
  expect(problems(ANNA, {})[0]).toEqual(["email", "not_asked"]);
  expect(problems({ email: null, mobilePhone: null }, { email_promo: true })[0]).toEqual([
    "email",
    "no_address",
  ]);
});

test("[X41] a message is handed to the app for its channel, with every character of it", () => {
  const message = { subject: "A & B?", body: "Hi Zoë,\n50% off #1" };
  expect(handOffUrl("email", "a+b@example.com", message)).toBe(
    "mailto:a%2Bb%40example.com?subject=A%20%26%20B%3F&body=Hi%20Zo%C3%AB%2C%0D%0A50%25%20off%20%231",
  );
  expect(handOffUrl("sms", "+61400000001", message)).toBe(
    "sms:+61400000001?&body=Hi%20Zo%C3%AB%2C%0A50%25%20off%20%231",
  );
  expect(handOffUrl("chat", "+61400000001", message)).toBe(
    "https://wa.me/61400000001?text=Hi%20Zo%C3%AB%2C%0A50%25%20off%20%231",
  );
});

test("[X41] nothing but apps for messages and calls is opened outside", () => {
  for (const [url, isOne] of [
    ["mailto:a@example.com", true],
    ["tel:+61400000001", true],
    ["https://wa.me/61400000001?text=Hi", true],
    ["https://wa.me.example.com/1", false],
    ["https://example.com/?https://wa.me/", false],
    ["file:///etc/passwd", false],
  ] as const) {
    expect(isHandOff(url), url).toBe(isOne);
  }
});

test("[X42] three days after the latest contact by anybody, they may be written to again", () => {
  const contact = (action: "reach" | "view", at: number) =>
    ({ action, channel: "email", at: instant(at), staffId: null }) as const;
  const last = lastContactOf([contact("reach", 100), contact("reach", 900), contact("view", 990)]);
  expect(last?.at).toBe(900);
  expect(quietUntil(last, instant(900 + 3 * DAY_MS - 1))).toBe(900 + 3 * DAY_MS);
  expect(quietUntil(last, instant(900 + 3 * DAY_MS))).toBeNull();
  expect(quietUntil(lastContactOf([contact("view", 990)]), instant(1000))).toBeNull();
});
