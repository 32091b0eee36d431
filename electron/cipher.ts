import type { SafeStorage } from "electron";
import type { SecretProtection } from "#shared/desktop/bridge.ts";

/** Encrypts with the key store of the system, as far as there is one. */
export type Cipher = {
  readonly protection: () => Promise<SecretProtection>;
  readonly encrypt: (text: string) => Promise<Uint8Array>;
  /** Throws when the key store cannot open it any more. `stale`: it should be encrypted anew. */
  readonly decrypt: (bytes: Uint8Array) => Promise<{ text: string; stale: boolean }>;
};

type AnySafeStorage = Partial<
  Pick<
    SafeStorage,
    | "isAsyncEncryptionAvailable"
    | "encryptStringAsync"
    | "decryptStringAsync"
    | "getSelectedStorageBackend"
  >
> &
  Partial<Pick<SafeStorage, "isEncryptionAvailable" | "encryptString" | "decryptString">>;

/**
 * The cipher on Electron's safeStorage: its asynchronous half where there is one (45 and later),
 * else the synchronous one. `basic_text` is Chromium's key that everybody knows, which is none.
 */
export const createCipher = (storage: AnySafeStorage, platform: NodeJS.Platform): Cipher => {
  const isAvailable = async () =>
    storage.isAsyncEncryptionAvailable
      ? await storage.isAsyncEncryptionAvailable()
      : (storage.isEncryptionAvailable?.() ?? false);
  const isBasicText = () =>
    platform === "linux" && storage.getSelectedStorageBackend?.() === "basic_text";

  return {
    protection: async () => ((await isAvailable()) && !isBasicText() ? "os" : "none"),
    encrypt: async (text) => {
      if (storage.encryptStringAsync) return await storage.encryptStringAsync(text);
      if (storage.encryptString) return storage.encryptString(text);
      throw new Error("safeStorage cannot encrypt");
    },
    decrypt: async (bytes) => {
      if (storage.decryptStringAsync) {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(bytes));
        return { text: result, stale: shouldReEncrypt };
      }
      if (storage.decryptString) {
        return { text: storage.decryptString(Buffer.from(bytes)), stale: false };
      }
      throw new Error("safeStorage cannot decrypt");
    },
  };
};
