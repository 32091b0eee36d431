import { expect, it } from "vitest";
import { z } from "zod";
import { csvOf } from "./csv.ts";

const rowSchema = z.object({ order: z.string().nullable(), amount: z.number() });
const cellsOf = (order: string | null, amount: number) =>
  csvOf(rowSchema, [{ order, amount }]).replace("order,amount\r\n", "");

it("quotes what RFC 4180 says, and leaves missing values empty", () => {
  expect(cellsOf('A "1", B', 2.5)).toBe('"A ""1"", B",2.5\r\n');
  expect(cellsOf(null, 0)).toBe(",0\r\n");
});

it("never lets a spreadsheet run text as a formula (DOMAIN §11.8)", () => {
  expect(cellsOf("=1+1", -20)).toBe("'=1+1,-20\r\n");
  expect(cellsOf('=HYPERLINK("x","y")', 1)).toBe(`"'=HYPERLINK(""x"",""y"")",1\r\n`);
  for (const start of ["+", "-", "@", "\t"]) {
    expect(cellsOf(`${start}cmd|x`, 1)).toBe(`'${start}cmd|x,1\r\n`);
  }
  expect(cellsOf("\r=1", 1)).toBe(`"'\r=1",1\r\n`);
  expect(cellsOf("A-1=2", 1)).toBe("A-1=2,1\r\n");
});
