import { productIdSchema, profileIdSchema, variantIdSchema } from "#shared/kernel/ids.ts";
import { type PictureKind, type PictureRef, pictureOf } from "#shared/kernel/picture.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { PlacedDevice } from "#sync-server/storage/access/device-store.ts";
import { firstImage } from "#sync-server/storage/catalogue/product-picture.ts";
import { productStore } from "#sync-server/storage/catalogue/product-store.ts";
import { variantStore } from "#sync-server/storage/catalogue/variant-store.ts";
import {
  type ProfileRecord,
  readProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * Where a picture is that a device may ask for ([S26]); null if there is no such thing, it has no
 * picture, or it is a profile that this device doesn't hold.
 */
export const findPictureAddress = (
  deps: ReadDeps,
  device: Pick<PlacedDevice, "region">,
  { kind, id }: { readonly kind: PictureKind; readonly id: string },
): Promise<string | null> => ADDRESSES[kind](deps, id, device);

type FindAddress = (
  deps: ReadDeps,
  id: string,
  device: Pick<PlacedDevice, "region">,
) => Promise<string | null>;

const ADDRESSES: Readonly<Record<PictureKind, FindAddress>> = {
  profile: async (deps, text, { region }) => {
    const id = profileIdSchema.safeParse(text).data;
    const profile = id === undefined ? null : await readProfileRecord(deps, id);
    const isHeld = profile && isLiving(profile.profileType) && profile.region === region;
    return isHeld ? avatarOf(profile) : null;
  },
  product: async (deps, text) => {
    const id = productIdSchema.safeParse(Number(text)).data;
    const product = id === undefined ? null : await productStore.find(deps, { id });
    return product && firstImage(product.images);
  },
  variant: async (deps, text) => {
    const id = variantIdSchema.safeParse(Number(text)).data;
    const variant = id === undefined ? null : await variantStore.find(deps, { id });
    return variant && firstImage(variant.images);
  },
};

/** The picture of a profile; null if it has none. */
export const pictureOfProfile = (profile: ProfileRecord): PictureRef | null =>
  avatarOf(profile) === null ? null : pictureOf("profile", profile.id);

const avatarOf = ({ extra }: Pick<ProfileRecord, "extra">): string | null => {
  const url = extra["avatar_url"];
  return typeof url === "string" && url !== "" ? url : null;
};
