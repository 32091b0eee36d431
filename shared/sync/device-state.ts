import { z } from "zod";

/**
 * `active`, `revoked` (shut out for good), or `must_enrol`: its identity was used twice ([S15]).
 */
export const deviceStateSchema = z.enum(["active", "revoked", "must_enrol"]);
export type DeviceState = z.infer<typeof deviceStateSchema>;
