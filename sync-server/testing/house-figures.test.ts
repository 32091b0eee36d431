import { beforeAll, describe, expect, it } from "vitest";
import { type HouseFigures, readHouseFigures } from "./house-figures.ts";

describe("growing stays cheap:", () => {
  let figures: HouseFigures;
  beforeAll(async () => {
    figures = await readHouseFigures();
  });

  it("a route of the v3 API takes few lines of HTTP code", () => {
    expect(figures.routes).toBeGreaterThan(70);
    expect(figures.linesPerRoute).toBeLessThanOrEqual(35);
  });

  it("a field of a location is mentioned in few places", () => {
    for (const [field, mentions] of Object.entries(figures.mentionsPerField)) {
      expect(mentions.length, field).toBeGreaterThan(2);
      expect(mentions.length, `${field}: ${mentions.join(", ")}`).toBeLessThanOrEqual(7);
    }
  });

  it("a resource is spread over few files", () => {
    for (const [noun, files] of Object.entries(figures.filesPerResource)) {
      expect(files.length, noun).toBeGreaterThan(2);
      expect(files.length, `${noun}: ${files.join(", ")}`).toBeLessThanOrEqual(6);
    }
    for (const [noun, files] of Object.entries(figures.filesTouchedPerResource)) {
      expect(files.length, `${noun}: ${files.join(", ")}`).toBeLessThanOrEqual(14);
    }
  });

  it("one redemption can be followed in about forty files", () => {
    expect(figures.filesOfRedemption.length).toBeGreaterThan(30);
    expect(figures.filesOfRedemption.length).toBeLessThanOrEqual(45);
    // All of them exist, or fewer would be found with what they import.
    expect(figures.redemptionWithImports.length).toBeGreaterThan(200);
    // They grow with what the rules and the screens of the device can do, and with its languages.
    expect(figures.redemptionWithImports.length).toBeLessThan(700);
  });

  it("few lines are copies", () => {
    expect(figures.duplicatedPerThousand).toBeGreaterThan(0);
    expect(figures.duplicatedPerThousand).toBeLessThanOrEqual(5);
  });

  it("a new word is handled in few files", () => {
    expect(Object.keys(figures.filesPerWord).sort()).toEqual([
      "collection",
      "command kind",
      "unit",
    ]);
    for (const [list, files] of Object.entries(figures.filesPerWord)) {
      expect(files, list).toBeGreaterThan(2);
      expect(files, list).toBeLessThanOrEqual(8);
    }
  });
});
