import { expect, test } from "vitest";
import { desktopVerbs } from "#shared/desktop/bridge.ts";
import { desktopChannel } from "#shared/desktop/channel.ts";
import { answerDesktopVerbs, type Caller, type DesktopActions } from "./ipc.ts";

const called: unknown[] = [];
const record = (argument: unknown) => {
  called.push(argument);
};
const actions: DesktopActions = {
  appInfo: async () => ({ appVersion: "1", platform: "linux", serverUrl: null, enrolCode: null }),
  journalAppend: async (argument) => {
    record(argument);
    return { ok: true, value: null };
  },
  journalRead: async () => ({ ok: false, error: { reason: "io_error" } }),
  journalCompact: async () => ({ ok: true, value: null }),
  secretGet: async () => ({ state: "absent" }),
  secretSet: async (argument) => {
    record(argument);
    return { protection: "os" };
  },
  secretDelete: async () => null,
  displayOpen: async () => ({ state: "no_screen" }),
  displayClose: async () => null,
  displayShow: async () => null,
};

type Handler = (caller: Caller, argument: unknown) => Promise<unknown>;
const handlers = new Map<string, Handler>();
answerDesktopVerbs(
  { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
  actions,
);

const ownPage: Caller = { senderFrame: { origin: "app://regulars", parent: null } };
const call = (verb: keyof typeof desktopVerbs, argument?: unknown, caller = ownPage) => {
  const handler = handlers.get(desktopChannel(verb));
  if (!handler) throw new Error(`no handler for ${verb}`);
  return handler(caller, argument);
};

test("there is a handler for each verb and for nothing else", () => {
  expect([...handlers.keys()].sort()).toEqual(
    Object.keys(desktopVerbs)
      .map((verb) => `desktop:${verb}`)
      .sort(),
  );
});

test("our own page gets the answer that the contract promises", async () => {
  await expect(call("journalRead")).resolves.toEqual({ ok: false, error: { reason: "io_error" } });
  await expect(call("secretGet", { key: "device-token" })).resolves.toEqual({ state: "absent" });
});

test.each<[string, Caller]>([
  ["another site", { senderFrame: { origin: "https://example.com", parent: null } }],
  ["a look-alike", { senderFrame: { origin: "app://regulars.example.com", parent: null } }],
  ["an opaque origin", { senderFrame: { origin: "null", parent: null } }],
  ["a frame inside our page", { senderFrame: { origin: "app://regulars", parent: ownPage } }],
  ["a frame that is gone", { senderFrame: null }],
])("%s is refused every verb", async (_name, caller) => {
  called.length = 0;
  await expect(call("appInfo", undefined, caller)).rejects.toThrow(/not a page of this app/);
  const line = { line: new Uint8Array(1) };
  await expect(call("journalAppend", line, caller)).rejects.toThrow(/not a page of this app/);
  expect(called).toEqual([]);
});

test("an argument that breaks the contract reaches no action, and its value never shows in the message", async () => {
  called.length = 0;
  const secret = "rg_device_secret";
  await expect(call("secretSet", { key: secret, value: secret })).rejects.toThrow("secretSet: key");
  await expect(call("secretSet", { key: secret, value: secret })).rejects.not.toThrow(secret);
  await expect(call("journalAppend", { line: "text" })).rejects.toThrow("journalAppend: line");
  await expect(call("journalAppend")).rejects.toThrow("journalAppend");
  await expect(call("appInfo", { extra: 1 })).rejects.toThrow("appInfo");
  expect(called).toEqual([]);
});
