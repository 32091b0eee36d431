import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarDaySchema, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import {
  type ConnectionTerms,
  connectionEnd,
  connectionSideSchema,
  connectionStatusAt,
  connectionStatusSchema,
  decideConnectionStep,
  isConnectable,
  openConnectionStatuses,
} from "./connection.ts";

const TERMS: ConnectionTerms = {
  startDateGlobal: null,
  endDateGlobal: null,
  endDateDuration: null,
  connectorCanBreak: false,
  connectedCanBreak: false,
  isPublished: true,
  isPending: false,
  isArchived: false,
};
const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const statuses = connectionStatusSchema.options;
const sides = [...connectionSideSchema.options, null];
const at = (text: string) => instant(Date.parse(text));

describe("the steps of a connection (DOMAIN §3.10 no. 2)", () => {
  /** Every step that there is, with who may take it if the definition lets nobody break it. */
  const STEPS = [
    "draft pending connector",
    "draft accepted connected",
    "draft archived both",
    "pending accepted connected",
    "pending rejected connected",
    "pending archived both",
    "accepted hold both",
    "hold accepted both",
    "rejected archived both",
    "break archived both",
  ];
  const may = (from: (typeof statuses)[number], to: (typeof statuses)[number], terms = TERMS) =>
    sides.filter((by) => decideConnectionStep(from, to, { by, terms }).ok);

  it("are these and no others, and head office takes each that one of the two may take", () => {
    const found = statuses.flatMap((from) =>
      statuses.flatMap((to) => {
        const by = may(from, to);
        if (from === to || by.length === 0) return [];
        expect(by).toContain(null);
        return [`${from} ${to} ${by.length === 3 ? "both" : by[0]}`];
      }),
    );
    expect(found.sort()).toEqual([...STEPS].sort());
  });

  it("break what is accepted or on hold only by a side that may", () => {
    for (const from of ["accepted", "hold"] as const) {
      for (const to of ["break", "archived"] as const) {
        expect(may(from, to)).toEqual([]);
        expect(may(from, to, { ...TERMS, connectorCanBreak: true })).toEqual(["connector", null]);
        expect(may(from, to, { ...TERMS, connectedCanBreak: true })).toEqual(["connected", null]);
      }
    }
    const why = decideConnectionStep("accepted", "break", { by: "connected", terms: TERMS });
    expect(why).toEqual({ ok: false, error: { reason: "not_this_side", from: "accepted" } });
    const none = decideConnectionStep("break", "accepted", { by: null, terms: TERMS });
    expect(none).toEqual({ ok: false, error: { reason: "no_such_step", from: "break" } });
  });

  it("begin as draft, pending or accepted, which has to wait where the definition says so", () => {
    const first = (terms: ConnectionTerms) =>
      statuses.filter((to) => decideConnectionStep(null, to, { by: null, terms }).ok);
    expect(first(TERMS)).toEqual(["draft", "pending", "accepted"]);
    expect(first({ ...TERMS, isPending: true })).toEqual(["draft", "pending"]);
  });

  it("never make two that stand between the same two out of one that is over", () => {
    const over = statuses.filter((status) => !openConnectionStatuses.includes(status));
    expect(over).toEqual(["rejected", "archived", "break"]);
    for (const from of over) {
      for (const to of openConnectionStatuses) expect(may(from, to)).toEqual([]);
    }
  });
});

describe("the time of a connection (DOMAIN §3.10 no. 3, no. 4)", () => {
  it("begins and ends with the days of its definition, in the tenant's zone", () => {
    const terms = {
      ...TERMS,
      startDateGlobal: calendarDaySchema.parse("2026-03-02"),
      endDateGlobal: calendarDaySchema.parse("2026-03-03"),
    };
    const can = (text: string, more: Partial<ConnectionTerms> = {}) =>
      isConnectable({ ...terms, ...more }, at(text), MELBOURNE);
    expect(can("2026-03-01T12:59:59.999Z")).toBe(false);
    expect(can("2026-03-01T13:00:00Z")).toBe(true);
    expect(can("2026-03-03T12:59:59Z")).toBe(true);
    expect(can("2026-03-03T13:00:00Z")).toBe(false);
    expect(can("2026-03-02T00:00:00Z", { isArchived: true })).toBe(false);
    expect(can("2026-03-02T00:00:00Z", { isPublished: false })).toBe(false);
  });

  it("ends with its last day, also over a change of the clocks, or with its definition", () => {
    const joined = at("2026-04-03T20:00:00Z");
    const end = (more: Partial<ConnectionTerms>) =>
      connectionEnd({ ...TERMS, ...more }, joined, MELBOURNE);
    expect(end({})).toBeNull();
    // 4 April there; two days on, clocks have gone back.
    expect(end({ endDateDuration: 2 })).toBe(at("2026-04-06T13:59:59Z"));
    const endDateGlobal = calendarDaySchema.parse("2026-04-05");
    expect(end({ endDateDuration: 2, endDateGlobal })).toBe(at("2026-04-05T13:59:59Z"));
    expect(end({ endDateDuration: 1, endDateGlobal: at("2027-01-01T00:00:00Z") })).toBe(
      at("2026-04-05T13:59:59Z"),
    );
  });

  it("reads as broken once it is over, and as it was until then", () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.nat(), fc.nat(), (status, end, now) => {
        const shown = connectionStatusAt({ status, endsAt: instant(end) }, instant(now));
        const isJoined = status === "accepted" || status === "hold";
        expect(shown).toBe(isJoined && end < now ? "break" : status);
      }),
    );
    expect(connectionStatusAt({ status: "accepted", endsAt: null }, instant(9))).toBe("accepted");
  });
});
