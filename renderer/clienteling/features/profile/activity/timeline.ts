import type {
  AppointmentView,
  ClientelingView,
  PendingItem,
  ProfileView,
  RedemptionState,
} from "#renderer/data/views.ts";
import { whatFor } from "#renderer/words/appointment.ts";
import { commandTitle } from "#renderer/words/command.ts";
import type { Format } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import { momentAt } from "#shared/kernel/clock-time.ts";
import type { LocationId, StaffId } from "#shared/kernel/ids.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import type { CommandKind } from "#shared/sync/command.ts";

/** What a moment is. Changes are of details, lists, benefits and connections. */
export type MomentKind = "purchase" | "redemption" | "note" | "visit" | "change";

/** Something that happened between a customer and the stores. */
export type Moment = {
  readonly id: string;
  readonly kind: MomentKind;
  readonly at: Instant;
  readonly title: string;
  readonly text: string | null;
  readonly amount: string | null;
  /** The amount doesn't count. */
  readonly isVoid: boolean;
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly isPending: boolean;
};

const BLANK = { text: null, amount: null, isVoid: false, isPending: false } as const;

/** Everything that the device knows of, the newest first. */
export const timelineOf = (
  known: {
    readonly view: ProfileView;
    readonly history: ClientelingView["history"];
    readonly logged: ClientelingView["logged"];
    readonly purchases: readonly Transaction[];
    /** Of anybody, at this device's store. */
    readonly appointments: readonly AppointmentView[];
    /** Of the store's clock. */
    readonly zone: TimeZone;
    /** What the device has done for anybody and the server hasn't answered. */
    readonly pending: readonly PendingItem[];
    /** Where the device is, as is all that it has done. */
    readonly ownLocationId: LocationId | null;
  },
  format: Format,
): readonly Moment[] => {
  const { view, history, logged, purchases, pending, ownLocationId, appointments, zone } = known;
  return [
    ...purchases.map(
      (each): Moment => ({
        ...BLANK,
        id: `purchase:${each.id}`,
        kind: "purchase",
        at: each.transactedAt,
        title: purchaseTitle(each),
        amount: format.money(each.totalCents, each.currency),
        isVoid: each.isVoid,
        locationId: each.locationId,
        staffId: each.staffId ?? null,
      }),
    ),
    ...view.redemptions.map(
      (each): Moment => ({
        ...BLANK,
        ...each,
        id: `redemption:${each.commandId}`,
        kind: "redemption",
        title: say(REDEMPTIONS[each.state].title),
        amount: format.money(each.amountCents),
        isVoid: REDEMPTIONS[each.state].isVoid,
        isPending: each.state === "waiting" || each.state === "reversing",
      }),
    ),
    ...view.notes.map(
      ({ note, isPending }): Moment => ({
        ...BLANK,
        ...{
          id: `note:${note.id}`,
          kind: "note",
          at: note.occurredAt,
          title: say("activity.note"),
        },
        ...{ text: note.text, locationId: note.locationId, staffId: note.staffId, isPending },
      }),
    ),
    ...history.map((fact): Moment => {
      const isVisit = fact.kind === "visit";
      const { at, locationId, staffId } = isVisit ? fact.visit : fact.interaction;
      const title = isVisit ? say("activity.visit") : fact.interaction.name;
      const text = (isVisit ? fact.visit.notes : fact.interaction.description) || null;
      return { ...BLANK, id: fact.id, kind: "visit", at, title, text, locationId, staffId };
    }),
    ...logged.map((command): Moment => {
      const isVisit = command.kind === "log_visit";
      const title = isVisit ? say("activity.visit") : command.name;
      const text = isVisit ? command.notes : command.description;
      const { commandId: id, occurredAt: at, locationId, staffId } = command;
      const where = { at, locationId, staffId, isPending: true };
      return { ...BLANK, ...where, id: `visit:${id}`, kind: "visit", title, text };
    }),
    ...appointments
      .filter(({ appointment: { profileId, state } }) => {
        const isOver = state === "done" || state === "no_show";
        return isOver && profileId === view.profile.id;
      })
      .map(({ appointment, isPending }): Moment => {
        const { id, day, time, state, assigneeId: staffId, locationId } = appointment;
        const what = whatFor(appointment);
        const title = say(state === "done" ? "activity.appointment" : "activity.missed", { what });
        const { at } = momentAt(day, time, zone);
        const where = { at, locationId, staffId, isPending };
        return { ...BLANK, ...where, id: `appointment:${id}`, kind: "visit", title };
      }),
    ...pending
      .filter(({ profileId, kind }) => profileId === view.profile.id && !SHOWN_APART.has(kind))
      .map(
        (item): Moment => ({
          ...BLANK,
          id: `change:${item.commandId}`,
          kind: "change",
          at: item.occurredAt,
          title: commandTitle(item, format),
          locationId: ownLocationId,
          staffId: item.staffId,
          isPending: true,
        }),
      ),
  ].toSorted((a, b) => b.at - a.at);
};

/** Moments by the day on which they happened, in their order. */
export const byDay = (
  moments: readonly Moment[],
  zone: TimeZone,
): readonly (readonly [CalendarDay, readonly Moment[]])[] => {
  const days = new Set(moments.map(({ at }) => dayIn(at, zone)));
  return [...days].map((day) => [day, moments.filter(({ at }) => dayIn(at, zone) === day)]);
};

const NAMED = 3;

const purchaseTitle = ({ items, totalCents, isVoid }: Transaction): string => {
  const names = [...new Set(items.map(({ name }) => name))];
  const more = names.length > NAMED ? ` +${names.length - NAMED}` : "";
  const said = names.slice(0, NAMED).join(", ") + more;
  const shown = { items: said === "" ? say("activity.no_items") : said };
  if (isVoid) return say("activity.voided", shown);
  return totalCents < 0 ? say("activity.returned", shown) : say("activity.bought", shown);
};

const REDEMPTIONS = {
  confirmed: { title: "activity.redeemed", isVoid: false },
  waiting: { title: "activity.redeemed", isVoid: false },
  reversing: { title: "activity.reversed", isVoid: true },
  reversed: { title: "activity.reversed", isVoid: true },
  refused: { title: "activity.refused", isVoid: true },
} as const satisfies Record<RedemptionState, unknown>;

/** What is shown by itself, and needn't be among the changes that wait. */
const SHOWN_APART: ReadonlySet<CommandKind> = new Set([
  ...(["redeem", "add_note", "log_visit", "log_contact", "withdrawn"] as const),
  ...(["add_appointment", "change_appointment"] as const),
]);
