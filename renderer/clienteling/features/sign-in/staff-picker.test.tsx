// @vitest-environment jsdom
import { expect, test } from "vitest";
import { latestFirst } from "#renderer/state/device-preferences.ts";
import { STAFF } from "#renderer/testing/store-facts.ts";
import { button, draw, field, press, submit, type } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";
import { StaffPicker } from "./staff-picker.tsx";

test("who signed in last comes first, then the others by name", () => {
  const [ada, ben, chloe] = STAFF;
  if (!ada || !ben || !chloe) throw new Error("the sample has staff");
  const order = latestFirst([chloe, ada, ben], [ben.id]).map(({ name }) => name);
  expect(order).toEqual([ben.name, ada.name, chloe.name]);
});

test("arrows and first letters choose among the faces", async () => {
  await draw(<StaffPicker staff={STAFF} onPick={() => {}} />);
  const focused = () => document.activeElement?.textContent;
  await press(document.body, "ArrowRight");
  expect(focused()).toContain("Ada Nguyen");
  await press(document.body, "ArrowLeft");
  expect(focused()).toContain("Grace Wong");
  await press(document.body, "c");
  expect(focused()).toContain("Chloë Martin");
  expect(document.querySelector("input")).toBeNull();
});

test("a large store has a field for name or number, where Enter picks the first", async () => {
  const many = [...STAFF, ...STAFF].map((member, place) => ({
    ...member,
    id: staffIdSchema.parse(`${member.id.slice(0, -2)}${10 + place}`),
    staffNumber: String(2000 + place),
  }));
  let picked: StaffId | undefined;
  const drawn = await draw(
    <StaffPicker staff={many.slice(0, 13)} onPick={(id) => (picked = id)} />,
  );
  const box = field("Find your name");
  await type(box, "nobody");
  expect(drawn.text()).toContain("No staff match that");
  await type(box, "2002");
  await submit(box.form);
  expect(picked).toBe(many[2]?.id);
  expect(button(/Chloë/)).toBe(assertDefined(document.querySelector("main button"), "one tile"));
});
