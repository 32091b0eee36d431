import { z } from "zod";
import { momentOrNull, shown, shownMoment, toggle } from "#shared/api/api-field.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { deviceStateSchema } from "#shared/sync/device-state.ts";

const fields = {
  id: shown(z.string()),
  name: shown(z.string()),
  location_id: shown(z.int()),
  /** `active`, `revoked`, or `must_enrol`: its identity was used twice. */
  state: shown(deviceStateSchema),
  enrolled_at: shownMoment,
  last_contact_at: momentOrNull,
  /**
   * When it is shut out, whatever its state, unless it is in contact before; null if it was
   * revoked.
   */
  token_expires_at: momentOrNull,
  /** It went beyond what it may, so it redeems online only until this is set to false. */
  is_restricted: toggle,
  /** Why: a verdict's reason, such as `over_floor_limits`. */
  restricted_for: shown(z.string().nullable()),
};

/** Clearing a flagged device is the only change there is. */
export const deviceChangeSchema = z.object({ is_restricted: z.literal(false) });

/** An enrolled device as the API shows it (DOMAIN §19.1). */
export const deviceViewSchema = z.object({
  ...pluck(fields, "view"),
  /**
   * What it gave away beyond what it may, in total, in major units. Clearing it doesn't change
   * this.
   */
  charged: z.number(),
});

const encode = encoderOf(fields);

type ShownDevice = Omit<Inside<typeof fields>, "isRestricted"> & {
  readonly restrictedAt: Instant | null;
  readonly chargedCents: Cents;
};

/** An enrolled device as the API shows it. */
export const deviceView = (device: ShownDevice, currency: Currency) => ({
  ...encode({ ...device, isRestricted: device.restrictedAt !== null }),
  charged: centsToDecimal(device.chargedCents, currency),
});
