import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import {
  type DesktopResult,
  type SecretProtection,
  secretProtectionSchema,
} from "#shared/desktop/bridge.ts";
import type { Cipher } from "./cipher.ts";
import { replaceFile, syncFolder } from "./durable-file.ts";

export type Secrets = {
  readonly get: (key: string) => Promise<DesktopResult<"secretGet">>;
  /** Resolves once the secret is on the disk, with how well it is protected. */
  readonly set: (key: string, value: string) => Promise<SecretProtection>;
  readonly delete: (key: string) => Promise<void>;
};

const storedSecretSchema = z.object({
  v: z.literal(1),
  protection: secretProtectionSchema,
  data: z.base64(),
});

/**
 * The secrets of this device, one file each in `folder`, encrypted by the system's key store.
 * Without a key store they are stored in the clear and marked so: a till that can't start is worse
 * than a token that the machine's owner can read, and policy can tell the two apart. `key` becomes
 * a file name, so it must have passed the schema of the bridge.
 */
export const createSecrets = (cipher: Cipher, folder: string): Secrets => {
  const pathOf = (key: string) => join(folder, `${key}.json`);

  const set: Secrets["set"] = async (key, value) => {
    const protection = await cipher.protection();
    const bytes = protection === "os" ? await cipher.encrypt(value) : Buffer.from(value, "utf8");
    const stored = { v: 1, protection, data: Buffer.from(bytes).toString("base64") };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await replaceFile(pathOf(key), Buffer.from(JSON.stringify(stored)));
    return protection;
  };

  const get: Secrets["get"] = async (key) => {
    const text = await readIfThere(pathOf(key));
    if (text === undefined) return { state: "absent" };
    const stored = storedSecretSchema.safeParse(parseJson(text));
    if (!stored.success) return { state: "unreadable" };

    const bytes = Buffer.from(stored.data.data, "base64");
    if (stored.data.protection === "none") {
      const value = bytes.toString("utf8");
      // A key store may have become available since.
      const protection =
        (await cipher.protection()) === "os" ? await encryptAgain(key, value) : "none";
      return { state: "present", value, protection: protection ?? "none" };
    }
    const opened = await cipher.decrypt(bytes).catch(() => undefined);
    if (opened === undefined) return { state: "unreadable" };
    if (opened.stale) await encryptAgain(key, opened.text);
    return { state: "present", value: opened.text, protection: "os" };
  };
  // If the better copy can't be written, the old one is still good.
  const encryptAgain = (key: string, value: string) => set(key, value).catch(() => undefined);

  return {
    get,
    set,
    delete: async (key) => {
      await rm(pathOf(key), { force: true });
      await syncFolder(folder).catch(() => undefined);
    },
  };
};

const readIfThere = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
