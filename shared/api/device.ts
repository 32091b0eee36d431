import { z } from "zod";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { pluck } from "#shared/kernel/object.ts";
import { momentOrNull, shown, shownMoment } from "./api-field.ts";

const fields = {
  id: shown(z.string()),
  name: shown(z.string()),
  location_id: shown(z.int()),
  /** `must_enrol`: its identity was used twice. */
  state: shown(z.enum(["active", "must_enrol", "revoked"])),
  enrolled_at: shownMoment,
  last_contact_at: momentOrNull,
};

/** An enrolled device as the API shows it (DOMAIN §19.1). */
export const deviceViewSchema = z.object(pluck(fields, "view"));

const encode = encoderOf(fields);

/** An enrolled device as the API shows it. */
export const deviceView = (device: Inside<typeof fields>) => encode(device);
