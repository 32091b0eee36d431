import { describe, expect, it } from "vitest";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { isHeader, splitLines } from "./parse-lines.ts";
import { lineTotal, readRetailLine } from "./retail-line.ts";

const zone = timeZoneSchema.parse("Europe/London");
const columns = (changes: Readonly<Record<number, string>> = {}): readonly string[] =>
  [
    "536365",
    "85123A",
    "WHITE HANGING HEART",
    "6",
    "2010-12-01 08:26:00",
    "2.55",
    "17850.0",
    "United Kingdom",
  ].map((value, index) => changes[index] ?? value);

describe("a line of the retail layout", () => {
  it("reads local times, ids written as decimals, and prices to a thousandth", () => {
    const line = readRetailLine(2, columns({ 4: "2011-06-01 08:26:00", 5: "0.001" }), zone);
    expect(line).toMatchObject({
      ok: true,
      value: {
        buyer: "17850",
        quantity: 6,
        unitPriceMilliCents: 100,
        invoicedAt: Date.UTC(2011, 5, 1, 7, 26),
      },
    });
  });

  it("treats an empty CustomerID as a guest", () => {
    expect(readRetailLine(2, columns({ 6: "" }), zone)).toMatchObject({
      ok: true,
      value: { buyer: null },
    });
  });

  it.each([
    [0, "", "InvoiceNo"],
    [0, "53X6", "InvoiceNo"],
    [1, " ", "StockCode"],
    [3, "six", "Quantity"],
    [3, "1.5", "Quantity"],
    [3, "99999999999", "Quantity"],
    [4, "01/12/2010 08:26", "InvoiceDate"],
    [4, "2010-13-01 08:26:00", "InvoiceDate"],
    [5, "2,55", "UnitPrice"],
    [5, "1e9", "UnitPrice"],
    [6, "Smith", "CustomerID"],
  ])("names the column that is wrong: %i %j", (index, value, column) => {
    const line = readRetailLine(2, columns({ [index]: value }), zone);
    expect(line).toEqual({ ok: false, error: expect.stringContaining(column) });
  });

  it("rounds a line to a cent and keeps the remainder", () => {
    const line = readRetailLine(2, columns({ 3: "1", 5: "0.001" }), zone);
    if (!line.ok) throw new Error(line.error);
    expect(lineTotal(line.value)).toEqual({ cents: 0, leftMilliCents: 100 });
  });
});

describe("splitting lines", () => {
  it("reads quoted commas and doubled quotes", () => {
    const [line] = splitLines([{ lineNumber: 1, text: '1,2,"A ""BIG"", BOX",4,5,6,7,8' }]);
    expect(line).toMatchObject({ columns: ["1", "2", 'A "BIG", BOX', "4", "5", "6", "7", "8"] });
  });

  it("rejects a torn line alone", () => {
    const lines = splitLines([
      { lineNumber: 1, text: '1,2,"A BOX,4,5,6,7,8' },
      { lineNumber: 2, text: "1,2,3,4,5,6,7,8" },
      { lineNumber: 3, text: "1,2,3" },
    ]);
    expect(lines.map((line) => "problem" in line)).toEqual([true, false, true]);
  });

  it("recognises the header, with or without a byte-order mark", () => {
    const header =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
    expect(isHeader(header)).toBe(true);
    expect(isHeader(`\uFEFF${header}`)).toBe(true);
    expect(isHeader("536365,85123A,X,6,2010-12-01,2.55,1,UK")).toBe(false);
  });
});
