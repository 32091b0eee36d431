import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import {
  type AttributeRecord,
  readAttributes,
  removeAttribute,
} from "#sync-server/storage/profile/attribute-store.ts";
import {
  lockProfileRecord,
  type ProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { fitAddress } from "./fit-address.ts";
import { raiseVersion } from "./identities.ts";
import {
  type AttributeRefusal,
  planAttributes,
  type SentRow,
  saysTheSame,
} from "./plan-attributes.ts";
import { writeAttributes } from "./write-attributes.ts";

/** Why an address can't be written, in order of precedence. */
export type AddressRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "address_unknown" }
  | AttributeRefusal;

/** The addresses of a profile, the oldest first. */
export const readAddresses = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly AttributeRecord[]> =>
  (await readAttributes(deps, [profileId])).filter(({ kind }) => kind === "address");

/**
 * Adds an address to a profile, which gets its next version (DOMAIN §3.6). The first one is the
 * default. A repeat, word for word, answers with the one that is there.
 */
export const addAddress = (
  deps: WriteDeps,
  { profileId, body }: { readonly profileId: ProfileId; readonly body: ExtraFields },
): Promise<Result<AttributeRecord, AddressRefusal>> => putAddress(deps, profileId, { body });

/** Changes the fields of an address that are sent. */
export const changeAddress = async (
  deps: WriteDeps,
  {
    profileId,
    id,
    body,
  }: { readonly profileId: ProfileId; readonly id: number; readonly body: ExtraFields },
): Promise<Result<AttributeRecord, AddressRefusal>> => putAddress(deps, profileId, { id, body });

/** Deletes an address. If it was the default, the oldest of the others is. */
export const deleteAddress = async (
  deps: WriteDeps,
  { profileId, id }: { readonly profileId: ProfileId; readonly id: number },
): Promise<Result<null, AddressRefusal>> => {
  const profile = await lockLiving(deps, profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const held = await readAddresses(deps, profileId);
  const address = held.find((each) => each.id === id);
  if (!address) return err({ reason: "address_unknown" });
  await removeAttribute(deps, id);
  const isDefault = address.body["is_default"] === true;
  deps.happened({
    kind: "profile.address.deleted",
    profileId,
    context: { addressId: id, isDefault },
  });
  const heir = isDefault ? held.find((each) => each.id !== id) : undefined;
  if (heir) {
    const body = { ...heir.body, is_default: true };
    await writeAttributes(deps, profileId, [{ ...heir, body }]);
  }
  await noteChange(deps, profile);
  return ok(null);
};

const putAddress = async (
  deps: WriteDeps,
  profileId: ProfileId,
  sent: SentRow,
): Promise<Result<AttributeRecord, AddressRefusal>> => {
  const profile = await lockLiving(deps, profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const held = await readAddresses(deps, profileId);
  if (sent.id !== undefined && !held.some(({ id }) => id === sent.id)) {
    return err({ reason: "address_unknown" });
  }
  const planned = planAttributes(held, { addresses: [sent] });
  if (!planned.ok) return planned;
  await writeAttributes(deps, profileId, planned.value);
  if (planned.value.length > 0) await noteChange(deps, profile);
  const after = await readAddresses(deps, profileId);
  const fitted = fitAddress(sent.body);
  const written =
    after.find(({ id }) => id === sent.id || !held.some((each) => each.id === id)) ??
    after.find(({ body }) => fitted.ok && saysTheSame(body, fitted.value));
  return ok(assertDefined(written, "the address just written"));
};

const lockLiving = async (deps: WriteDeps, id: ProfileId): Promise<ProfileRecord | null> => {
  const profile = await lockProfileRecord(deps, id);
  return profile && isLiving(profile.profileType) ? profile : null;
};

const noteChange = async (deps: WriteDeps, profile: ProfileRecord): Promise<void> => {
  const { id: profileId, version } = await raiseVersion(deps, profile);
  const context = { version, changed: ["attributes" as const] };
  deps.happened({ kind: "profile.updated", profileId, context });
};
