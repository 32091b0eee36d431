import { z } from "zod";
import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { PinRefusal } from "#renderer/data/refusal.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, instantSchema } from "#shared/kernel/time.ts";
import type { Staff } from "#shared/organisation/staff.ts";

/**
 * How many wrong PINs before the first lock, and how long it lasts. Each further lock lasts twice
 * as long.
 */
const FREE_TRIES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 3_600_000;

const triesSchema = z.object({ wrong: z.int().min(0), lockedAt: instantSchema.nullable() });

/**
 * Checks a PIN against the hash in the staff fact, without the server. After five wrong PINs, each
 * further one locks that member of staff out of this device, for longer each time. The count is on
 * disk, so a restart doesn't reset it.
 */
export const createVerifyPin = (deps: {
  readonly values: DeviceValues;
  readonly clock: Clock;
  readonly staff: () => readonly Staff[];
  readonly verify: (pin: string, pinHash: string) => Promise<boolean>;
}) => {
  const { values, clock } = deps;
  const withLock = createMutex();

  return (staffId: StaffId, pin: string): Promise<Result<Staff, PinRefusal>> =>
    withLock(async () => {
      const staff = deps.staff().find(({ id, isActive }) => id === staffId && isActive);
      if (!staff) return err({ reason: "staff_unknown" });
      const key = `pin:${staffId}`;
      const tries = (await values.read(key, triesSchema)) ?? { wrong: 0, lockedAt: null };
      const retryAfterMs = lockLeftMs(tries, clock);
      if (retryAfterMs > 0) return err({ reason: "locked", retryAfterMs });

      if (await deps.verify(pin, staff.pinHash)) {
        if (tries.wrong > 0) await values.write(key, { wrong: 0, lockedAt: null });
        return ok(staff);
      }
      const wrong = tries.wrong + 1;
      await values.write(key, { wrong, lockedAt: wrong >= FREE_TRIES ? clock.now() : null });
      return wrong >= FREE_TRIES
        ? err({ reason: "locked", retryAfterMs: lockMs(wrong) })
        : err({ reason: "wrong_pin", triesLeft: FREE_TRIES - wrong });
    });
};

const lockMs = (wrong: number): number =>
  Math.min(FIRST_LOCK_MS * 2 ** (wrong - FREE_TRIES), LONGEST_LOCK_MS);

const lockLeftMs = ({ wrong, lockedAt }: z.infer<typeof triesSchema>, clock: Clock): number => {
  if (lockedAt === null || wrong < FREE_TRIES) return 0;
  const leftMs = addMs(lockedAt, lockMs(wrong)) - clock.now();
  // Setting the clock back must not extend a lock.
  return Math.min(leftMs, lockMs(wrong));
};
