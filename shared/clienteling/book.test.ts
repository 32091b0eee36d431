import { expect, test } from "vitest";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { type StaffRole, staffRoleSchema } from "#shared/organisation/powers.ts";
import { mayMove } from "./book.ts";

const staff = (n: number) => staffIdSchema.parse(`019700cc-0000-7000-8000-00000000000${n}`);
const by = (role: StaffRole) => ({ id: staff(1), role });
const [me, other] = [staff(1), staff(2)];

test.each(staffRoleSchema.options)(
  "[X31] a %s moves their own customers, nobody's, and those of who has left",
  (role) => {
    expect(mayMove(by(role), null)).toBe(true);
    expect(mayMove(by(role), { id: me, isActive: true })).toBe(true);
    expect(mayMove(by(role), { id: other, isActive: false })).toBe(true);
  },
);

test("[X31] only a manager moves the customers of somebody who works here", () => {
  expect(mayMove(by("associate"), { id: other, isActive: true })).toBe(false);
  expect(mayMove(by("manager"), { id: other, isActive: true })).toBe(true);
});
