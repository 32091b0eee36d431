import { randomBytes } from "node:crypto";
import { argon2id } from "hash-wasm";

/** What OWASP asks of argon2id at least; devices verify it, tablets too. */
const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const SALT_BYTES = 16;

/**
 * The argon2id of a staff PIN in PHC text form. It says who acted; four digits are no secret from
 * whoever holds the hash.
 */
export const hashPin = (pin: string): Promise<string> =>
  argon2id({ ...ARGON2, password: pin, salt: randomBytes(SALT_BYTES), outputType: "encoded" });
