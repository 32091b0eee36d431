import { z } from "zod";
import { textOrNull } from "#shared/api/fields.ts";
import type { ShownAttribute } from "#shared/api/profile/shown-attribute.ts";
import { recordOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

const FEATURES = [
  "hair_colour",
  "hair_length",
  "brow_colour",
  "eye_colour",
  "shape_body",
  "shape_face",
  "skin_type",
  "size_cup",
  "size_hat",
  "size_formal_jacket",
  "size_formal_jacket_length",
  "size_formal_shirt",
  "size_formal_shirt_fit",
  "size_formal_trouser",
  "size_formal_trouser_drop",
  "size_formal_trouser_leg",
  "size_jacket",
  "size_pant",
  "size_shoe",
  "size_type_age",
  "size_type_region",
  "size_top",
  "size_gloves",
  "size_swimwear_top",
  "size_swimwear_bottom",
  "size_swimwear_cup",
  "size_dress",
  "measurement_arm",
  "measurement_arm_inside",
  "measurement_bust",
  "measurement_chest",
  "measurement_foot_length",
  "measurement_head",
  "measurement_height",
  "measurement_hip",
  "measurement_leg_inside",
  "measurement_leg_outside",
  "measurement_neck",
  "measurement_neck_to_wrist",
  "measurement_shoulders",
  "measurement_waist",
  "measurement_weight",
  "measurement_hand_right_thumb",
  "measurement_hand_right_index",
  "measurement_hand_right_middle",
  "measurement_hand_right_ring",
  "measurement_hand_right_pinky",
  "measurement_hand_left_thumb",
  "measurement_hand_left_index",
  "measurement_hand_left_middle",
  "measurement_hand_left_ring",
  "measurement_hand_left_pinky",
  "measurement_ear_helix",
  "measurement_ear_forward_helix",
  "measurement_ear_flat",
  "measurement_ear_conch",
  "measurement_ear_tragus",
  "measurement_ear_lobe",
] as const;

/** How a person looks and what fits, in free text such as "38 EU" (DOMAIN §3.5). */
export const appearanceBodySchema = z.object(recordOf(FEATURES, textOrNull(100))).partial();

export const appearanceViewSchema = z.object({
  profile_id: z.string(),
  ...recordOf(FEATURES, z.string().nullable()),
  created_at: z.string(),
  updated_at: z.string(),
});

/** A profile's appearance as the API shows it; all null if nothing was ever set. */
export const appearanceView = (
  profile: { readonly id: string; readonly createdAt: Instant },
  appearance: ShownAttribute | undefined,
): z.infer<typeof appearanceViewSchema> =>
  appearanceViewSchema.parse({
    ...recordOf(FEATURES, null),
    ...appearance?.body,
    profile_id: profile.id,
    created_at: formatV3(appearance?.createdAt ?? profile.createdAt),
    updated_at: formatV3(appearance?.updatedAt ?? profile.createdAt),
  });
