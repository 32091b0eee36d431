import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type AddressUnfit, fitAddress } from "#sync-server/profile/fit-address.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import {
  hasMembers,
  isOrganisationHandleTaken,
  organisationStore,
} from "#sync-server/storage/organisation/organisation-store.ts";
import type { NewOrganisation } from "#sync-server/storage/organisation/organisation-table.ts";

type Named = Pick<NewOrganisation, "name" | "handle" | "type">;
type OrganisationProblem = AddressUnfit | { readonly reason: "handle_immutable" };

/** Writes organisations (DOMAIN §14.5). One that has or had members stays. */
export const {
  create: createOrganisation,
  change: updateOrganisation,
  remove: deleteOrganisation,
} = recordWrites("organisation", organisationStore, {
  newOf: (_deps, { name, handle, type, ...sent }: Changes<NewOrganisation> & Named) => {
    const fresh = {
      ...{ isTenant: false, isActive: true, authorisedDomains: [], customFields: [], meta: null },
      ...{ name, handle, type },
    };
    return fitted(fresh, sent);
  },
  changedOf: (_deps, before, changes: Changes<NewOrganisation>) =>
    changes.handle === undefined || changes.handle === before.handle
      ? fitted(before, changes)
      : err<OrganisationProblem>({ reason: "handle_immutable" }),
  taken: {
    refusal: { reason: "handle_taken" },
    keyOf: ({ handle }) => ({ handle }),
    isTaken: (deps, { handle }) => isOrganisationHandleTaken(deps, handle),
  },
  inUse: { refusal: { reason: "in_use" }, when: (deps, { id }) => hasMembers(deps, id) },
  wrote: (deps, verb, { id: organisationId }) =>
    deps.happened({ kind: `organisation.${verb}`, profileId: null, context: { organisationId } }),
});

const fitted = (
  before: NewOrganisation,
  changes: Changes<NewOrganisation>,
): Result<NewOrganisation, OrganisationProblem> => {
  const address = changes.address ? fitAddress(changes.address) : ok(changes.address);
  if (!address.ok) return address;
  return ok({ ...before, ...definedFields({ ...changes, address: address.value }) });
};
