import type { SafeStorage } from "electron";
import type { SecretProtection } from "#shared/desktop/bridge.ts";

/** Encrypts with the system's key store, if there is one. */
export type Cipher = {
  readonly protection: () => Promise<SecretProtection>;
  readonly encrypt: (text: string) => Promise<Uint8Array>;
  /**
   * Throws if the key store can't decrypt it. `stale`: the key has changed, so encrypt it again.
   */
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
 * The cipher over Electron's safeStorage: asynchronous where available (45 and later), otherwise
 * synchronous. `basic_text` is a key that is built into Chromium, so it counts as no protection.
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
      throw new Error("safeStorage can't encrypt");
    },
    decrypt: async (bytes) => {
      if (storage.decryptStringAsync) {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(bytes));
        return { text: result, stale: shouldReEncrypt };
      }
      if (storage.decryptString) {
        return { text: storage.decryptString(Buffer.from(bytes)), stale: false };
      }
      throw new Error("safeStorage can't decrypt");
    },
  };
};
