import { expect, test } from "vitest";
import { PROFILE } from "#shared/testing/build.ts";
import { commandOf } from "#shared/testing/commands.ts";
import { otherProfile } from "#shared/testing/entries.ts";
import { commandKinds } from "./command.ts";
import { createdProfileOf, dependentsOf } from "./dependents.ts";

const creation = commandOf("create_profile", 1);
const edit = commandOf("edit_profile", 2);
const note = commandOf("add_note", 3);
const elsewhere = commandOf("edit_profile", 4, { profileId: otherProfile(2) });
const all = [creation, edit, note, elsewhere, commandOf("withdrawn", 5)];

test("[S4] only a command that creates a profile brings one into being", () => {
  for (const kind of commandKinds) {
    const created = createdProfileOf(commandOf(kind, 1));
    expect(created).toBe(kind === "create_profile" ? PROFILE : null);
  }
});

test("[S4] everything done to a profile depends on the command that creates it", () => {
  expect(dependentsOf(creation, all)).toEqual([edit, note]);
  expect(dependentsOf(creation, [creation])).toEqual([]);
});

test("[S4] what is done with a list or an item depends on the command that makes it", () => {
  const list = commandOf("create_list", 11);
  const item = commandOf("add_list_item", 12, { list: list.commandId });
  const of = { list: list.commandId, item: item.commandId };
  const change = commandOf("change_list_item", 13, of);
  const removal = commandOf("remove_list_item", 14, of);
  const lists = [...all, list, item, change, removal, commandOf("remove_list_item", 15)];
  expect(dependentsOf(list, lists)).toEqual([item, change, removal]);
  expect(dependentsOf(item, lists)).toEqual([change, removal]);
  expect(dependentsOf(change, lists)).toEqual([]);
});

test("[S4] nothing depends on other commands", () => {
  for (const kind of commandKinds.filter((each) => each !== "create_profile")) {
    expect(dependentsOf(commandOf(kind, 9), all)).toEqual([]);
  }
});
