import type { LocationId } from "#shared/kernel/ids.ts";
import { type AgendaKind, agendaId } from "#shared/sync/facts.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { scopeOfLocation } from "#sync-server/storage/sync/feed-touch.ts";

/** Puts a task or an appointment in the feed of its location (clienteling/SPEC.md [X18], [X22]). */
export const touchAgenda = (
  deps: WriteDeps,
  kind: AgendaKind,
  { id, locationId }: { readonly id: string; readonly locationId: LocationId },
  isDeleted = false,
): void =>
  deps.touched({
    ...{ collection: "agenda", docId: agendaId(kind, id), isDeleted },
    ...{ scope: scopeOfLocation(locationId), locationId: null },
  });
