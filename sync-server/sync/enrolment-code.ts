import { hash, randomInt } from "node:crypto";
import type { LocationId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { appendEnrolmentCode } from "#sync-server/storage/access/enrolment-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** 31 letters and digits that aren't mistaken for each other when read aloud. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const GROUPS = 3;
const GROUP_LENGTH = 4;

/**
 * Generates a one-time code such as `K7QM-3FWX-9RTB`: 59 bits, and guesses are limited per minute.
 */
export const newEnrolmentCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(
      "",
    ),
  ).join("-");

/** The hash under which a code is stored, ignoring hyphens and case. */
export const enrolmentCodeHash = (code: string): string =>
  hash("sha256", code.toUpperCase().replace(/[^0-9A-Z]/g, ""), "hex");

/**
 * Stores the hash of a code for a device at this location. Refuses a location that doesn't exist.
 */
export const createEnrolmentCode = async (
  deps: WriteDeps,
  input: {
    readonly codeHash: string;
    readonly locationId: LocationId;
    readonly validForMs: number;
  },
): Promise<Result<{ readonly expiresAt: Instant }, "location_unknown">> => {
  const location = await locationStore.read(deps, input.locationId);
  if (!location) return err("location_unknown");
  const expiresAt = addMs(deps.now, input.validForMs);
  await appendEnrolmentCode(deps, {
    codeHash: input.codeHash,
    locationId: location.id,
    expiresAt,
  });
  deps.happened({
    kind: "enrolment-code.created",
    profileId: null,
    context: { locationId: location.id, expiresAt },
  });
  return ok({ expiresAt });
};
