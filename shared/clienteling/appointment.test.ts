import fc from "fast-check";
import { expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { timeAfter } from "#shared/kernel/clock-time.ts";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { booked } from "#shared/testing/clienteling.ts";
import {
  type AppointmentState,
  appointmentStateSchema,
  changeAppointment,
  clashesWith,
  isClosed,
  stepsFrom,
  waitingOf,
} from "./appointment.ts";

const ANNA = staffIdSchema.parse("0190c000-0000-7000-8000-000000000801");
const by = (ms: number) => ({ by: ANNA, at: addMs(NOW, ms) });
const id = (n: number) => `0190c000-0000-7000-8000-${String(n).padStart(12, "0")}`;

const stepped = (states: readonly AppointmentState[]) =>
  states.reduce((appointment, state, index) => {
    const changed = changeAppointment(appointment, { state }, by(index + 1));
    assert(changed.ok, `${appointment.state} to ${state}`);
    return changed.value;
  }, booked());

test("[X23] an appointment says when they came, when they were served, and who closed it", () => {
  expect(stepped(["waiting", "in_service", "done"])).toEqual(
    booked({
      ...{ state: "done", arrivedAt: addMs(NOW, 1), startedAt: addMs(NOW, 2) },
      ...{ closedBy: ANNA, closedAt: addMs(NOW, 3) },
    }),
  );
  expect(stepped(["waiting", "no_show"])).toMatchObject({ arrivedAt: addMs(NOW, 1) });
  expect(stepped(["in_service"])).toMatchObject({ arrivedAt: addMs(NOW, 1) });
  for (const [from, to] of [
    ["confirmed", "done"],
    ["done", "cancelled"],
    ["cancelled", "in_service"],
    ["no_show", "done"],
  ] as const) {
    const refused = changeAppointment(booked({ state: from }), { state: to, title: "X" }, by(1));
    expect(refused).toEqual({ ok: false, error: { reason: "appointment_step" } });
  }
  const moved = changeAppointment(booked(), { time: "16:00", state: "confirmed" }, by(1));
  expect(moved).toEqual({ ok: true, value: booked({ time: "16:00" }) });
});

test("[X23] every step can be taken back, and what is open is closed by nobody", () => {
  for (const from of appointmentStateSchema.options) {
    for (const to of stepsFrom(from)) expect(stepsFrom(to), `${to} to ${from}`).toContain(from);
    expect(stepsFrom(from)).not.toContain(from);
  }
  const walk = fc.array(fc.constantFrom(...appointmentStateSchema.options), { maxLength: 12 });
  fc.assert(
    fc.property(walk, (states) => {
      const end = states.reduce((appointment, state, index) => {
        const changed = changeAppointment(appointment, { state }, by(index));
        return changed.ok ? changed.value : appointment;
      }, booked());
      expect(end.closedAt === null).toBe(!isClosed(end));
      expect(end.closedBy === null).toBe(!isClosed(end));
      const isThere = ["waiting", "in_service", "done"].includes(end.state);
      if (isThere) expect(end.arrivedAt).not.toBeNull();
      expect(end.startedAt !== null).toBe(["in_service", "done"].includes(end.state));
    }),
  );
});

test("[X24] two of one staff member clash while they share a minute, both ways", () => {
  const timed = fc.record({
    time: fc.integer({ min: 0, max: 1439 }).map(timeAfter),
    minutes: fc.integer({ min: 5, max: 720 }),
    assigneeId: fc.constantFrom(ANNA, null),
    day: fc.constantFrom("2026-03-02", "2026-03-03"),
  });
  fc.assert(
    fc.property(timed, timed, (a, b) => {
      const [one, other] = [booked({ ...a, id: id(1) }), booked({ ...b, id: id(2) })];
      const minutesIn = ({ time, minutes }: typeof one) => {
        const from = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
        return new Set(Array.from({ length: minutes }, (_, index) => from + index));
      };
      const isSame = one.assigneeId === ANNA && other.assigneeId === ANNA && one.day === other.day;
      const theirs = minutesIn(other);
      const shares = isSame && [...minutesIn(one)].some((minute) => theirs.has(minute));
      expect(clashesWith(one, [one, other])).toEqual(shares ? [other] : []);
      expect(clashesWith(other, [one, other])).toEqual(shares ? [one] : []);
    }),
  );
  const own = booked({ id: id(1), assigneeId: ANNA });
  for (const state of ["cancelled", "no_show"] as const) {
    expect(clashesWith(own, [booked({ id: id(2), assigneeId: ANNA, state })])).toEqual([]);
    expect(clashesWith({ ...own, state }, [booked({ id: id(2), assigneeId: ANNA })])).toEqual([]);
  }
});

test("[X23] those who wait are served in the order in which they came", () => {
  const came = (n: number, ms: number) =>
    booked({ id: id(n), state: "waiting", arrivedAt: addMs(NOW, ms) });
  const all = [came(1, 20), booked(), came(2, 10), came(3, 20)];
  expect(waitingOf(all).map((each) => each.id)).toEqual([id(2), id(1), id(3)]);
});
