import { randomBytes } from "node:crypto";
import { argon2id } from "hash-wasm";

/** OWASP's minimum for argon2id; devices verify it, even tablets. */
const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const SALT_BYTES = 16;

/**
 * Hashes a staff PIN with argon2id, in PHC format. Takes a few tenths of a second of the thread
 * that calls it; a server calls it through `pin-hasher.ts`. The PIN says who acted: anyone who
 * holds the hash can find its six digits within days.
 */
export const hashPin = (pin: string): Promise<string> =>
  argon2id({ ...ARGON2, password: pin, salt: randomBytes(SALT_BYTES), outputType: "encoded" });
