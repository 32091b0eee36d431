import { expect, test } from "vitest";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { addMs, calendarDaySchema } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { openTask } from "#shared/testing/clienteling.ts";
import { changeTask, sectionOfTask } from "./task.ts";

const ANNA = staffIdSchema.parse("0190c000-0000-7000-8000-000000000801");
const TOM = staffIdSchema.parse("0190c000-0000-7000-8000-000000000802");
const day = (text: string) => calendarDaySchema.parse(text);

test("[X19] the first who closes a task did, and who opens it again takes the outcome away", () => {
  const done = changeTask(openTask(), { state: "done", outcome: "Came in" }, { by: ANNA, at: NOW });
  expect(done).toMatchObject({ state: "done", outcome: "Came in", closedBy: ANNA, closedAt: NOW });
  const later = { by: TOM, at: addMs(NOW, 1) };
  expect(changeTask(done, { state: "done" }, later)).toEqual(done);
  expect(changeTask(done, { snoozedUntil: day("2026-03-09") }, later)).toEqual({
    ...done,
    snoozedUntil: "2026-03-09",
  });
  expect(changeTask(done, { state: "cancelled" }, later)).toMatchObject({ closedBy: TOM });
  expect(changeTask(done, { state: "open" }, later)).toEqual(openTask());
  expect(changeTask(openTask(), { title: "Write", outcome: "None" }, later)).toEqual(
    openTask({ title: "Write" }),
  );
});

test.each([
  [{}, "2026-03-02", "today"],
  [{}, "2026-03-01", "upcoming"],
  [{}, "2026-03-03", "overdue"],
  [{ snoozedUntil: "2026-03-05" }, "2026-03-03", "upcoming"],
  [{ snoozedUntil: "2026-03-05" }, "2026-03-05", "today"],
  [{ snoozedUntil: "2026-02-05" }, "2026-03-01", "upcoming"],
  [{ state: "done" }, "2026-03-03", "done"],
  [{ state: "cancelled" }, "2026-03-02", null],
] as const)("[X20] a task due on 2 March with %j is on %s under %s", (more, today, section) => {
  expect(sectionOfTask(openTask(more), day(today))).toBe(section);
});
