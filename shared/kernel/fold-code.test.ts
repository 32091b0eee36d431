import { expect, test } from "vitest";
import { foldCode } from "./fold-code.ts";

test("codes are compared by their letters and digits, however they are typed", () => {
  expect(foldCode("Summer-25 / b")).toBe("SUMMER25B");
  expect(foldCode("ＳＵＭＭＥＲ25b")).toBe("SUMMER25B");
  expect(foldCode("Äpfel.1")).toBe("ÄPFEL1");
  expect(foldCode("- ★ -")).toBe("");
});
