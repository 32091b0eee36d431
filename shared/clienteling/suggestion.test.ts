import { expect, test } from "vitest";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { rankSuggestions, suggestedToday } from "./suggestion.ts";

const id = (number: number) =>
  profileIdSchema.parse(`0190c000-0000-7000-8000-${String(number).padStart(12, "0")}`);

test("[X43] whoever has better reasons comes first, with all of them", () => {
  const ranked = rankSuggestions({
    lapsing: [id(1), id(2), id(3)],
    birthday: [id(4)],
    expiring: [id(2)],
    after_return: [id(5), id(6)],
  });
  expect(ranked).toEqual([
    { profileId: id(4), reasons: ["birthday"] },
    { profileId: id(2), reasons: ["expiring", "lapsing"] },
    { profileId: id(5), reasons: ["after_return"] },
    { profileId: id(6), reasons: ["after_return"] },
    { profileId: id(1), reasons: ["lapsing"] },
    { profileId: id(3), reasons: ["lapsing"] },
  ]);
});

test("[X44] ten a day are suggested, and those who go aren't replaced beyond that", () => {
  const all = Array.from({ length: 15 }, (_, number) => id(number));
  const none = { birthday: [], expiring: [], after_return: [] };
  const shown = (people: typeof all, already: typeof all) =>
    suggestedToday(rankSuggestions({ ...none, lapsing: people }), already).map(
      ({ profileId }) => profileId,
    );
  expect(shown(all, [])).toEqual(all.slice(0, 10));
  const firstTen = all.slice(0, 10);
  expect(shown(all.slice(1), firstTen)).toEqual(firstTen.slice(1));
  expect(shown(all.slice(1), firstTen.slice(0, 8))).toEqual(all.slice(1, 10));
  expect(shown(all, all.slice(5))).toEqual(all.slice(5));
});
