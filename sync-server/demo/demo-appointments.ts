import type { AppointmentContent, AppointmentState } from "#shared/clienteling/appointment.ts";
import { clockTimeOf, momentAt } from "#shared/kernel/clock-time.ts";
import { appointmentIdSchema, profileIdSchema, type TenantId } from "#shared/kernel/ids.ts";
import {
  addMs,
  addToDay,
  DAY_MS,
  dayIn,
  type Instant,
  instant,
  timeZoneSchema,
} from "#shared/kernel/time.ts";
import type { Store } from "#sync-server/store.ts";
import { DEMO_TENANT } from "./demo-chain.ts";
import type { DemoPerson } from "./demo-people.ts";
import { done } from "./done.ts";
import type { Random } from "./random.ts";
import type { DemoBase } from "./seed-demo.ts";

const MINUTE_MS = 60_000;

type DemoAppointment = Pick<AppointmentContent, "kind" | "title" | "minutes" | "time"> & {
  readonly inDays: number;
  /** Which of the first store's two staff; null for whoever has time. */
  readonly by: 0 | 1 | null;
  readonly guest?: string;
  readonly details?: string;
  readonly state?: AppointmentState;
};

const long = (by: DemoAppointment["by"]) => ({ by, minutes: 60 });
const short = (by: DemoAppointment["by"]) => ({ by, minutes: 30 });

const APPOINTMENTS: readonly DemoAppointment[] = [
  { kind: "fitting", title: "Wedding suit, first fitting", inDays: 0, time: "10:00", ...long(0) },
  { kind: "collection", title: "Altered trousers", inDays: 0, time: "11:30", ...short(1) },
  {
    ...{ kind: "styling", title: "Autumn wardrobe", inDays: 0, time: "13:30", ...long(1) },
    details: "Starts a new job in October. Wants it simple: navy, grey, no logos.",
  },
  { kind: "fitting", title: "Waxed jacket in L", inDays: 0, time: "15:00", ...short(0) },
  { kind: "repair", title: null, inDays: 0, time: "15:15", ...short(1), guest: "Mr Okafor" },
  {
    ...{ kind: "styling", title: "Gift for her sister", inDays: 0, time: "16:30", ...short(0) },
    state: "requested",
  },
  { kind: "collection", title: "Boots, resoled", inDays: 0, time: "17:15", ...short(null) },
  { kind: "fitting", title: "Wedding suit, second fitting", inDays: 1, time: "10:30", ...long(0) },
  { kind: "styling", title: "Wedding guest", inDays: 1, time: "14:00", ...long(1) },
  {
    ...{ kind: "other", title: "Try the new knitwear", inDays: 2, time: "12:00", ...short(0) },
    state: "requested",
  },
  { kind: "repair", title: "Torn lining", inDays: 3, time: "16:00", ...short(1) },
  { kind: "styling", title: "Holiday", inDays: 4, time: "11:00", ...long(0) },
  { kind: "fitting", title: "Raincoat", inDays: -1, time: "15:30", ...short(1) },
  {
    kind: "styling",
    title: "Work shirts",
    inDays: -3,
    time: "12:30",
    ...long(0),
    state: "no_show",
  },
];

/** Who are there now, and since how many minutes. */
const WAITING = [
  { kind: "other", title: "Looking for a gift", guest: "Sofia", minutes: 4 },
  { kind: "collection", title: "Online order", guest: null, minutes: 11 },
] as const;

/** Adds a week of appointments in the first store, and two who wait there now. */
export const addDemoAppointments = async (
  { store, tenantId }: { readonly store: Store; readonly tenantId: TenantId },
  { locationIds: [locationId], staffIds }: DemoBase,
  now: Instant,
  people: readonly DemoPerson[],
  random: Random,
): Promise<void> => {
  if (locationId === undefined) return;
  const zone = timeZoneSchema.parse(DEMO_TENANT.timezone);
  const today = dayIn(now, zone);
  const customers = people.filter(({ location }) => location === 0);
  const whoIs = (index: number, guest: string | null | undefined) => {
    const customer = guest ? undefined : customers[index % customers.length];
    const profileId = customer === undefined ? null : profileIdSchema.parse(customer.id);
    return { guestName: guest ?? null, profileId };
  };
  for (const [index, { inDays, by, guest, state, ...content }] of APPOINTMENTS.entries()) {
    const id = appointmentIdSchema.parse(random.uuid());
    const day = addToDay(today, { days: inDays });
    const assigneeId = by === null ? null : (staffIds[by] ?? null);
    const from = momentAt(day, content.time, zone).at;
    const until = addMs(from, content.minutes * MINUTE_MS);
    const created = {
      ...{ details: null, ...content, ...whoIs(index, guest), id, locationId, day, assigneeId },
      ...{ isWalkIn: false, createdBy: staffIds[0] ?? null, madeAt: instant(from - 5 * DAY_MS) },
      state: state === "requested" && from > now ? state : "confirmed",
    } as const;
    done(await store.write("createAppointment", tenantId, created));
    const steps: readonly (readonly [AppointmentState, Instant])[] =
      state === "no_show"
        ? [[state, until]]
        : [...(from <= now ? [["in_service", from] as const] : []), ["done", until]];
    for (const [to, at] of steps.filter(([, each]) => each <= now)) {
      const changes = { state: to, by: assigneeId, at };
      done(await store.write("updateAppointment", tenantId, { id, changes }));
    }
  }
  for (const [index, { guest, minutes, ...content }] of WAITING.entries()) {
    const madeAt = addMs(now, -minutes * MINUTE_MS);
    const walkIn = {
      ...{ ...content, ...whoIs(APPOINTMENTS.length + index, guest), minutes: 20, locationId },
      ...{ day: dayIn(madeAt, zone), time: clockTimeOf(madeAt, zone), madeAt },
      ...{ id: appointmentIdSchema.parse(random.uuid()), isWalkIn: true },
      state: "waiting",
    } as const;
    done(await store.write("createAppointment", tenantId, walkIn));
  }
};
