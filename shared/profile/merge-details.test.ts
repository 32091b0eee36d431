import { expect, test } from "vitest";
import { locationIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { mergeDetails } from "./merge-details.ts";
import { NO_DETAILS } from "./profile.ts";

type Fields = Parameters<typeof mergeDetails>[1];

/** Nothing is known of this person. */
const NOBODY: Fields = {
  ...NO_DETAILS,
  ...{ tags: [], statuses: [], statusesPast: [], extra: {} },
  ...{ joinedAt: null, joinedLocationId: null, joinedStaffId: null, preferredLocationId: null },
  associateId: null,
};
const location = (id: number) => locationIdSchema.parse(id);
const staff = (n: number) => staffIdSchema.parse(`019700cc-0000-7000-8000-00000000000${n}`);

/** Everything is known of these two, and all of it differs. */
const ANNA: Fields = {
  ...{ title: "Dr", firstName: "Anna", lastName: "Novak", email: "anna@example.com" },
  ...{ mobilePhone: "+61412345678", secondaryPhone: "+61398765432", gender: "female" },
  ...{ birthDay: 29, birthMonth: 2, birthYear: 2000 },
  ...{ joinedAt: NOW, joinedLocationId: location(1), joinedStaffId: staff(1) },
  ...{ preferredLocationId: location(2), associateId: staff(3) },
  tags: ["vip"],
  statuses: [{ handle: "gold", startsAt: 10, endsAt: 20 }],
  statusesPast: [{ handle: "gold", startsAt: 1, endsAt: 5 }],
  extra: { company: "Acme" },
};
const ANN: Fields = {
  ...{ title: "Ms", firstName: "Ann", lastName: "Nowak", email: "ann@example.com" },
  ...{ mobilePhone: "+61487654321", secondaryPhone: "+61312345678", gender: "withheld" },
  ...{ birthDay: 1, birthMonth: 3, birthYear: 1999 },
  ...{ joinedAt: addMs(NOW, -1), joinedLocationId: location(3), joinedStaffId: staff(2) },
  ...{ preferredLocationId: location(4), associateId: staff(4) },
  tags: ["press"],
  statuses: [{ handle: "silver", startsAt: null, endsAt: null }],
  statusesPast: [{ handle: "gold", startsAt: null, endsAt: 3 }],
  extra: { company: "Other" },
};

test("[I6] what the winner has stays; tags and statuses are those of both", () => {
  expect(mergeDetails(ANNA, ANN)).toEqual({
    ...ANNA,
    tags: ["vip", "press"],
    statuses: [...ANNA.statuses, ...ANN.statuses],
    statusesPast: [...ANNA.statusesPast, ...ANN.statusesPast],
  });
});

test("[I6] all that the winner hasn't got is filled, and what isn't merged stays", () => {
  expect(mergeDetails(NOBODY, ANNA)).toEqual(ANNA);
  expect(mergeDetails({ ...NOBODY, version: 7 }, ANNA)).toEqual({ ...ANNA, version: 7 });
  expect(mergeDetails(ANNA, NOBODY)).toEqual(ANNA);
});

test.for([
  "title",
  "email",
  "mobilePhone",
  "secondaryPhone",
  "gender",
  "joinedAt",
  "joinedLocationId",
  "joinedStaffId",
  "preferredLocationId",
  "associateId",
] as const)("[I6] %s is filled by itself", (field) => {
  expect(mergeDetails({ ...ANNA, ...NO_LISTS, [field]: null }, { ...ANN, ...NO_LISTS })).toEqual({
    ...{ ...ANNA, ...NO_LISTS },
    [field]: ANN[field],
  });
});

const NO_LISTS = { tags: [], statuses: [], statusesPast: [], extra: {} };

test("[I6] each of the two names is filled if it is unknown", () => {
  const named = (firstName: string, lastName: string) =>
    mergeDetails({ ...ANNA, firstName, lastName }, ANN);
  expect(named("Unknown", "Novak")).toMatchObject({ firstName: "Ann", lastName: "Novak" });
  expect(named("Anna", "Unknown")).toMatchObject({ firstName: "Anna", lastName: "Nowak" });
});

test.for<[day: number | null, month: number | null, year: number | null, isOwn: boolean]>([
  [29, 2, 2000, true],
  [29, 2, null, true],
  [29, null, null, true],
  [null, 2, null, true],
  [null, 2, 2000, true],
  [null, null, 2000, false],
  [null, null, null, false],
])(
  "[I6] the birthday %o-%o-%o keeps its three parts or gets all: %o",
  ([day, month, year, own]) => {
    const winner = { ...ANNA, birthDay: day, birthMonth: month, birthYear: year };
    expect(mergeDetails(winner, ANN)).toMatchObject(
      own
        ? { birthDay: day, birthMonth: month, birthYear: year }
        : { birthDay: 1, birthMonth: 3, birthYear: 1999 },
    );
  },
);

test("[I6] tags that both have are kept once, in the winner's order", () => {
  const tagged = mergeDetails(
    { ...ANNA, tags: ["vip", "press"] },
    { ...ANN, tags: ["press", "new"] },
  );
  expect(tagged.tags).toEqual(["vip", "press", "new"]);
});

type Span = readonly [startsAt: number | null, endsAt: number | null];

test.for<[own: Span, other: Span, both: Span]>([
  [
    [10, 20],
    [15, 30],
    [10, 30],
  ],
  [
    [15, 30],
    [10, 20],
    [10, 30],
  ],
  [
    [10, 30],
    [15, 20],
    [10, 30],
  ],
  [
    [null, 20],
    [15, 30],
    [null, 30],
  ],
  [
    [10, 20],
    [null, 30],
    [null, 30],
  ],
  [
    [10, null],
    [15, 30],
    [10, null],
  ],
  [
    [10, 20],
    [15, null],
    [10, null],
  ],
  [
    [0, 20],
    [15, 0],
    [0, 20],
  ],
])("[I6] a status from %o and from %o is had from %o", ([own, other, both]) => {
  const having = ([startsAt, endsAt]: Span) => [{ handle: "gold", startsAt, endsAt }];
  const friend = { handle: "friend", startsAt: null, endsAt: 5 };
  const { statuses } = mergeDetails(
    { ...ANNA, statuses: [friend, ...having(own)] },
    { ...ANN, statuses: having(other) },
  );
  expect(statuses).toEqual([friend, ...having(both)]);
});

test("[I6] free fields are filled each by itself, where the winner has none or null", () => {
  const { extra } = mergeDetails(
    { ...ANNA, extra: { company: "Acme", occupation: null, isStaff: false, visits: 0 } },
    { ...ANN, extra: { company: "Other", occupation: "baker", isStaff: true, visits: 9, meta: 1 } },
  );
  expect(extra).toEqual({
    ...{ company: "Acme", occupation: "baker", isStaff: false, visits: 0, meta: 1 },
  });
  const nothing = mergeDetails({ ...ANNA, extra: { company: null } }, { ...ANN, extra: {} });
  expect(nothing.extra).toEqual({});
});
