import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCipher } from "./cipher.ts";
import { createSecrets } from "./secrets.ts";

let folder = "";
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "regulars-secrets-")), "secrets");
});
afterEach(async () => {
  await rm(join(folder, ".."), { recursive: true, force: true });
});

// Stands in for the system's key store, behind both of Electron's interfaces.
const flip = (bytes: Uint8Array, key: number) => Buffer.from(bytes.map((byte) => byte ^ key));
const open = (bytes: Uint8Array, key: number) => {
  const text = flip(bytes, key).toString("utf8");
  if (!text.startsWith("ok:")) throw new Error("decryption failed");
  return text.slice(3);
};
const syncStore = (key = 0x5a) => ({
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => flip(Buffer.from(`ok:${text}`), key),
  decryptString: (bytes: Buffer) => open(bytes, key),
});
const asyncStore = (key = 0x5a, shouldReEncrypt = false) => ({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => flip(Buffer.from(`ok:${text}`), key),
  decryptStringAsync: async (bytes: Buffer) => ({ result: open(bytes, key), shouldReEncrypt }),
});
const noStore = { isEncryptionAvailable: () => false };

const stored = () => readFile(join(folder, "device-token.json"), "utf8");

test.each([
  ["the synchronous safeStorage", syncStore()],
  ["the asynchronous safeStorage", asyncStore()],
  ["both, of which the asynchronous one counts", { ...noStore, ...asyncStore() }],
])("%s encrypts what is stored", async (_name, store) => {
  const secrets = createSecrets(createCipher(store, "linux"), folder);
  expect(await secrets.get("device-token")).toEqual({ state: "absent" });
  expect(await secrets.set("device-token", "tökén")).toBe("os");
  expect(await secrets.get("device-token")).toEqual({
    state: "present",
    value: "tökén",
    protection: "os",
  });
  expect(await stored()).not.toContain(Buffer.from("tökén").toString("base64"));
  await secrets.delete("device-token");
  await secrets.delete("device-token");
  expect(await secrets.get("device-token")).toEqual({ state: "absent" });
});

test.each([
  ["there is no key store", noStore],
  ["there is no safeStorage at all", {}],
  [
    "Chromium's own key is all there is",
    { ...syncStore(), getSelectedStorageBackend: () => "basic_text" as const },
  ],
])("when %s the secret is kept and marked unprotected", async (_name, store) => {
  const secrets = createSecrets(createCipher(store, "linux"), folder);
  expect(await secrets.set("device-token", "token")).toBe("none");
  expect(await secrets.get("device-token")).toEqual({
    state: "present",
    value: "token",
    protection: "none",
  });
  expect((await stat(join(folder, "device-token.json"))).mode & 0o077).toBe(0);
});

test("a key store that appears later encrypts existing secrets", async () => {
  await createSecrets(createCipher(noStore, "linux"), folder).set("device-token", "token");
  const secrets = createSecrets(createCipher(asyncStore(), "linux"), folder);
  expect(await secrets.get("device-token")).toMatchObject({ value: "token", protection: "os" });
  expect(await stored()).toContain('"protection":"os"');
});

test("after the key store was reset, the secret is unreadable and not wrong", async () => {
  await createSecrets(createCipher(asyncStore(1), "darwin"), folder).set("device-token", "token");
  const secrets = createSecrets(createCipher(asyncStore(2), "darwin"), folder);
  expect(await secrets.get("device-token")).toEqual({ state: "unreadable" });
});

test("a secret is encrypted with a rotated key when it is next read", async () => {
  const before = createSecrets(createCipher(asyncStore(1), "win32"), folder);
  await before.set("device-token", "token");
  const rotated = {
    ...asyncStore(2),
    decryptStringAsync: asyncStore(1, true).decryptStringAsync,
  };
  const secrets = createSecrets(createCipher(rotated, "win32"), folder);
  expect(await secrets.get("device-token")).toMatchObject({ value: "token" });
  const after = createSecrets(createCipher(asyncStore(2), "win32"), folder);
  expect(await after.get("device-token")).toMatchObject({ value: "token" });
});

test.each(["", "{", '{"v":2}', '{"v":1,"protection":"os","data":"%"}'])(
  "a file that holds %j is unreadable",
  async (text) => {
    const secrets = createSecrets(createCipher(noStore, "linux"), folder);
    await secrets.set("device-token", "token");
    await writeFile(join(folder, "device-token.json"), text);
    expect(await secrets.get("device-token")).toEqual({ state: "unreadable" });
  },
);
