import { expect, test } from "vitest";
import { collectionNames, collectionStages, collections } from "./collections.ts";

test("the stages of a pull include every collection once, settings first", () => {
  expect(collectionStages.flat().toSorted()).toEqual([...collectionNames].toSorted());
  expect(collectionStages[0]).toContain("config");
  for (const stage of collectionStages) expect(stage.length).toBeGreaterThan(0);
});

test("[S13] only a region's collections hold facts about people", () => {
  const ofPeople = Object.values(collections).filter(({ listedBy }) => listedBy !== "id");
  expect(new Set(ofPeople.map(({ scope }) => scope))).toEqual(new Set(["region"]));
});
