import { z } from "zod";
import {
  definitionNumber,
  filled,
  freeJson,
  moment,
  orNull,
  profileUuid,
  textOrNull,
  wholeNumber,
} from "./fields.ts";

/** The most points that are issued at once. */
const POINTS_MAX = 1_000_000_000;
const points = wholeNumber.pipe(z.int().max(POINTS_MAX));

/** Points to be issued by hand (DOMAIN §7.2): for whom, by which definition, how many. */
export const newPointsSchema = z
  .object({
    profile_id: profileUuid,
    point_definition_id: definitionNumber.optional(),
    point_definition_handle: filled(100).optional(),
    value_initial: points,
    value_remaining: orNull(points).optional(),
    issued_at: orNull(moment).optional(),
    expires_at: orNull(moment).optional(),
    description: textOrNull(1000).optional(),
    meta: orNull(freeJson).optional(),
  })
  .refine(
    (body) => body.point_definition_id !== undefined || body.point_definition_handle !== undefined,
    { path: ["point_definition_id"], message: "is required" },
  );
