import { useMemo, useState } from "react";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { CardPayment } from "#renderer/data/gift-card.ts";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type {
  AppointmentView,
  AttentionItem,
  ClientelingView,
  PendingItem,
  ProfileView,
  StaffMember,
  StoreConfig,
  TaskView,
  TransactionsView,
} from "#renderer/data/views.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { useDevice } from "./device-context.tsx";
import { useObservable } from "./use-observable.ts";

// Each is undefined until the device answers for the first time.

/** The enrolment of this device; null if it has none. */
export const useEnrolment = (): Enrolment | null | undefined =>
  useObservable(useDevice().enrolment$);

/** How far this device is behind the server. */
export const useSyncStatus = (): SyncStatus | undefined => useObservable(useDevice().status$);

/** What head office has configured. */
export const useConfig = (): StoreConfig | undefined => useObservable(useDevice().config$);

/** Who may sign in here. */
export const useStaff = (): readonly StaffMember[] | undefined => useObservable(useDevice().staff$);

/** Who works here, or has worked here. */
export const useTeam = (): readonly StaffMember[] | undefined => useObservable(useDevice().team$);

/** The commands that the server hasn't answered, in order. */
export const usePending = (): readonly PendingItem[] | undefined =>
  useObservable(useDevice().pending$);

/** The commands that staff should look at. */
export const useAttention = (): readonly AttentionItem[] | undefined =>
  useObservable(useDevice().attention$);

/** The facts from the server that this version can't read. */
export const useQuarantined = (): readonly QuarantinedFact[] | undefined =>
  useObservable(useDevice().quarantined$);

/** A payment by gift card that isn't over; null if there is none. */
export const useCardPayment = (): CardPayment | null | undefined =>
  useObservable(useDevice().cardPayment$);

/** The newest `limit` purchases of a profile. While more are read, those shown before stay. */
export const useTransactions = (
  profileId: ProfileId,
  limit: number,
): TransactionsView | undefined => {
  const device = useDevice();
  const source = useMemo(() => device.transactions$(profileId, limit), [device, profileId, limit]);
  const current = useObservable(source);
  const [shown, setShown] = useState(current);
  if (current !== undefined && current !== shown) setShown(current);
  return current ?? shown;
};

/** A profile's lists, connections, visits and interactions. */
export const useClienteling = (profileId: ProfileId): ClientelingView | undefined => {
  const device = useDevice();
  const source = useMemo(() => device.clienteling$(profileId), [device, profileId]);
  return useObservable(source);
};

/** The tasks of this store, the earliest due first. */
export const useTasks = (): readonly TaskView[] | undefined => useObservable(useDevice().tasks$);

/** The appointments of this store, by day and time. */
export const useAppointments = (): readonly AppointmentView[] | undefined =>
  useObservable(useDevice().appointments$);

/** One profile; null when it isn't on this device. */
export const useProfile = (profileId: ProfileId): ProfileView | null | undefined => {
  const device = useDevice();
  const source = useMemo(() => device.profile$(profileId), [device, profileId]);
  return useObservable(source);
};
