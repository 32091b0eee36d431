import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { AnyStorage } from "#renderer/data/database/open-database.ts";
import type { Journal } from "#renderer/data/journal/journal.ts";
import type { ProfileSearch } from "#renderer/data/query/profile-search.ts";
import type { Secrets } from "#renderer/data/secrets/secrets.ts";
import type { Clock } from "./clock.ts";

/** All that a device stands on: the browser's (open-device.ts), or a test's. */
export type DeviceParts = {
  readonly clock: Clock;
  readonly random: () => number;
  /** How long somebody at the counter waits for the server before the till says "not confirmed". */
  readonly verdictWaitMs: number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly cacheStorage: AnyStorage;
  readonly outboxStorage: AnyStorage;
  readonly search: ProfileSearch;
  readonly openJournal: () => Promise<Journal>;
  /** The web keeps them with the device's other values, the desktop app does not. */
  readonly openSecrets: (values: DeviceValues) => Secrets;
  /** Compares a PIN with its argon2id hash in PHC form. */
  readonly verifyPin: (pin: string, pinHash: string) => Promise<boolean>;
  /** Deletes all caches but this one. */
  readonly dropCaches: (keep: string) => Promise<void>;
  /** The browser has promised not to throw the data away when the disk fills. */
  readonly isProtected: Promise<boolean>;
  /** Lets go of workers and locks, last of all. */
  readonly release: () => Promise<void>;
};
