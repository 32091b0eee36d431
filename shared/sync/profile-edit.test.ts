import { describe, expect, test } from "vitest";
import { profile } from "#shared/testing/build.ts";
import { commandOf } from "#shared/testing/commands.ts";
import { commsOf, projectPendingProfile } from "./pending.ts";
import { decideProfileEdit } from "./profile-edit.ts";

const now = { details: profile({ firstName: "Eva", email: "eva@example.com" }), comms: {} };
const edit = (changes: object, basis: object = {}, consent: readonly object[] = []) =>
  commandOf("edit_profile", 1, { changes, basis, consent });

describe("[S25] a field that two devices change", () => {
  test("is what the last one says, and what nobody has seen is kept", () => {
    const changes = { email: "eva@work.example" };
    const decided = decideProfileEdit(now, edit(changes, { email: null }));
    expect(decided).toMatchObject({ changes, settled: [] });
    expect(decided.overruled).toEqual([{ field: "email", value: "eva@example.com" }]);
  });

  test("is decided by whoever knew what it was", () => {
    const known = edit({ email: null }, { email: "eva@example.com" });
    expect(decideProfileEdit(now, known)).toMatchObject({ overruled: [], settled: ["email"] });
  });

  test("overrules nothing if both say the same, or the edit doesn't say what it knew", () => {
    const same = edit({ email: "Eva@example.com" }, { email: null });
    expect(decideProfileEdit(now, same)).toMatchObject({ overruled: [], settled: [] });
    expect(decideProfileEdit(now, edit({ email: null }))).toMatchObject({ overruled: [] });
  });

  test("is the same name however it is spelt", () => {
    const spelt = edit({ firstName: "Ada" }, { firstName: "eva" });
    expect(decideProfileEdit(now, spelt)).toMatchObject({ overruled: [], settled: ["firstName"] });
  });
});

describe("[S25] of a consent that has changed unseen the stricter side counts", () => {
  const set = (name: string, held: boolean | null, allowed: boolean, was: boolean | null) =>
    decideProfileEdit(
      { ...now, comms: held === null ? {} : { [name]: held } },
      edit({}, {}, [{ name, allowed, was }]),
    );
  test.each([
    ["sms_promo", false, true, null, false, true],
    ["sms_promo", true, false, null, false, true],
    ["sms_promo", true, true, null, true, null],
    ["sms_optout", false, true, null, true, false],
    ["sms_optout", true, false, null, true, false],
  ])("%s: %s, then %s from one that showed %s", (name, held, allowed, was, kept, lost) => {
    const decided = set(name, held, allowed, was);
    expect(decided.consent).toEqual({ [name]: kept });
    const field = `consent.${name}`;
    expect(decided.overruled).toEqual(lost === null ? [] : [{ field, value: lost }]);
  });

  test("whoever knew what it was may loosen it", () => {
    expect(set("sms_promo", false, true, false)).toEqual({
      ...{ changes: {}, consent: { sms_promo: true }, overruled: [] },
      settled: ["consent.sms_promo"],
    });
    expect(set("sms_promo", null, true, null).consent).toEqual({ sms_promo: true });
  });
});

test("[S6] [S25] a device shows its own consents on top", () => {
  const shown = projectPendingProfile(now.details.id, now.details, [
    edit({ title: "Ms" }, { title: null }, [{ name: "sms_promo", allowed: true, was: null }]),
  ]);
  expect(shown).toMatchObject({ title: "Ms", email: "eva@example.com" });
  expect(shown && commsOf(shown)).toEqual({ sms_promo: true });
});
