import type { DeviceState } from "#shared/sync/device-state.ts";

/**
 * What the server does for a device in each state. `must_enrol`: its identity was used twice, so it
 * gets no facts, but its outbox is still accepted ([S15]). A new state breaks the build here.
 */
export const DEVICE_STATES: Readonly<
  Record<DeviceState, { readonly maySend: boolean; readonly mayPull: boolean }>
> = {
  active: { maySend: true, mayPull: true },
  must_enrol: { maySend: true, mayPull: false },
  revoked: { maySend: false, mayPull: false },
};
