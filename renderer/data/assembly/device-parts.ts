import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { AnyStorage } from "#renderer/data/database/open-database.ts";
import type { Journal } from "#renderer/data/journal/journal.ts";
import type { ProductSearch } from "#renderer/data/query/product-search.ts";
import type { ProfileSearch } from "#renderer/data/query/profile-search.ts";
import type { Secrets } from "#renderer/data/secrets/secrets.ts";
import type { Clock } from "#renderer/data/time/clock.ts";

/** Everything that a device is built from: the browser's parts (open-device.ts) or a test's. */
export type DeviceParts = {
  readonly clock: Clock;
  readonly random: () => number;
  /** How long staff wait for the server before the device says "not confirmed". */
  readonly verdictWaitMs: number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly cacheStorage: AnyStorage;
  readonly outboxStorage: AnyStorage;
  readonly search: ProfileSearch;
  readonly products: ProductSearch;
  readonly openJournal: () => Promise<Journal>;
  /** On the web they are stored with the device's other values; in the desktop app they aren't. */
  readonly openSecrets: (values: DeviceValues) => Secrets;
  /** Checks a PIN against its argon2id hash in PHC form. */
  readonly verifyPin: (pin: string, pinHash: string) => Promise<boolean>;
  /** Deletes all caches except this one. */
  readonly dropCaches: (keep: string) => Promise<void>;
  /** Whether the browser has promised not to evict the data when the disk fills up. */
  readonly isProtected: Promise<boolean>;
  /** Releases workers and locks. Called last. */
  readonly release: () => Promise<void>;
};
