import { expect, test } from "vitest";
import { customerScreen } from "./customer-screen.ts";

test("[X53] customers never get the screen that staff use", () => {
  const [till, other] = [{ id: 1 }, { id: 2 }];
  expect(customerScreen([till, other], till)).toBe(other);
  expect(customerScreen([till, other], other)).toBe(till);
  expect(customerScreen([till], till)).toBeUndefined();
});
