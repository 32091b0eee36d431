import type { Result } from "#shared/kernel/result.ts";

/**
 * What a write of the demo has done. The demo never asks for anything that could be refused, so a
 * refusal is a bug in the demo.
 */
export const done = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(`The demo was refused: ${JSON.stringify(result.error)}`);
  return result.value;
};
