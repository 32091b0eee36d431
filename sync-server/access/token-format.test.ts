import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mintToken, parseToken } from "./token-format.ts";

const ID = "0190f6c8a1b27c3d8e4f5a6b7c8d9e0f";

describe("the text of a token", () => {
  it("parses into the parts it was made from", () => {
    const { token, secretHash } = mintToken("api", ID);
    expect(token).toMatch(/^rg_api_[0-9a-f]{32}_[0-9A-Za-z]{43}_[0-9a-f]{8}$/);
    expect(parseToken(token)).toEqual({ kind: "api", id: ID, secretHash });
  });

  it("is never the same twice", () => {
    const tokens = Array.from({ length: 200 }, () => mintToken("dev", ID).token);
    expect(new Set(tokens).size).toBe(200);
  });

  it("doesn't contain what is stored of it", () => {
    const { token, secretHash } = mintToken("dev", ID);
    expect(token).not.toContain(secretHash);
  });

  it("is refused if one character is changed or missing", () => {
    const { token } = mintToken("api", ID);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom("0", "x", "_", ""), (at, other) => {
        fc.pre(token[at] !== other);
        expect(parseToken(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      }),
    );
  });

  it("is refused if it is anything else", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseToken(text)).toBeNull();
      }),
    );
  });
});
