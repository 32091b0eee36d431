import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import type { VelocityLimit } from "#shared/redemption/velocity.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON, newCommandId, newProfileId, newStaffId } from "#sync-server/testing/seed.ts";
import { meterVelocity } from "./meter-velocity.ts";

const FLAG: VelocityLimit = {
  counted: "redemption",
  per: "profile",
  maxPerHour: 2,
  whenOver: "flag",
};
const BLOCK: VelocityLimit = { ...FLAG, whenOver: "block" };
const MINUTE_MS = 60_000;

type More = {
  readonly profileId?: ProfileId | null;
  readonly staffId?: StaffId | null;
  readonly isDone?: boolean;
  readonly commandId?: CommandId;
  readonly actor?: Actor;
};

describe.for(databases)("counting acts an hour on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());

  const minute = (n: number): Instant => addMs(NOON, n * MINUTE_MS);
  /** Something at that minute. True unless it is refused. */
  const act = async (limits: readonly VelocityLimit[], at: Instant, more: More = {}) => {
    const { actor = "command-line", ...rest } = more;
    const input = {
      counted: "redemption",
      profileId: null,
      staffId: null,
      at,
      isDone: false,
      ...rest,
    } as const;
    const answer = await database.transact((deps) =>
      meterVelocity({ ...deps, actor }, limits, input),
    );
    return answer.ok || answer.error.againAt;
  };
  const eventsOf = async (profileId: ProfileId) =>
    (
      await database.run(
        `select context, command_id from events
         where kind = 'velocity.exceeded' and profile_id = '${profileId}' order by seq`,
      )
    ).map((row) => ({ ...JSON.parse(String(row["context"])), commandId: row["command_id"] }));
  const rows = async () => (await database.run("select id from velocity_acts")).length;

  it("[H1] nothing is counted while nothing is limited", async () => {
    const before = await rows();
    expect(await act([], NOON, { profileId: newProfileId() })).toBe(true);
    expect(await act([FLAG], NOON)).toBe(true);
    expect(await act([{ ...FLAG, counted: "join", per: "staff" }], NOON)).toBe(true);
    expect(await rows()).toBe(before);
  });

  it("[H3] blocks what is one too many until it is possible again; what is refused doesn't count", async () => {
    const profileId = newProfileId();
    const again = minute(60);
    for (const at of [0, 20]) expect(await act([BLOCK], minute(at), { profileId })).toBe(true);
    for (const at of [21, 40, 59])
      expect(await act([BLOCK], minute(at), { profileId })).toBe(again);
    expect(await act([BLOCK], minute(59), { profileId: newProfileId() })).toBe(true);
    expect(await act([BLOCK], again, { profileId })).toBe(true);
    expect(await act([BLOCK], minute(79), { profileId })).toBe(minute(80));
  });

  it("[H4] a flood in an hour is one event, which names the limit and the first that went over it", async () => {
    const profileId = newProfileId();
    const ids = Array.from({ length: 8 }, newCommandId);
    for (const [n, commandId] of ids.entries()) {
      expect(await act([FLAG], minute(n), { profileId, commandId })).toBe(true);
    }
    expect(await eventsOf(profileId)).toEqual([
      { ...FLAG, subjectId: profileId, count: 3, wasBlocked: false, commandId: ids[2] },
    ]);
    expect(await act([FLAG], minute(62), { profileId })).toBe(true);
    expect(await eventsOf(profileId)).toHaveLength(2);
  });

  it("[H3] what a device has done already is never refused, only reported", async () => {
    const profileId = newProfileId();
    for (const at of [0, 1, 2, 3]) {
      expect(await act([BLOCK], minute(at), { profileId, isDone: true })).toBe(true);
    }
    expect(await eventsOf(profileId)).toMatchObject([
      { count: 3, whenOver: "block", wasBlocked: false },
    ]);
    expect(await act([BLOCK], minute(4), { profileId })).toBe(minute(62));
  });

  it("[H2] news that comes late is judged by when it happened", async () => {
    const profileId = newProfileId();
    for (const at of [200, 201]) await act([FLAG], minute(at), { profileId });
    for (const at of [100, 110]) await act([FLAG], minute(at), { profileId, isDone: true });
    expect(await eventsOf(profileId)).toEqual([]);
    await act([FLAG], minute(120), { profileId, isDone: true });
    expect(await eventsOf(profileId)).toMatchObject([{ count: 3 }]);
  });

  it("[H1] counts for a staff member, a device and a token each by themselves", async () => {
    const staffId = newStaffId();
    const one = { ...BLOCK, maxPerHour: 1 };
    const byStaff = [{ ...one, per: "staff" }] as const;
    expect(await act(byStaff, NOON, { staffId })).toBe(true);
    expect(await act(byStaff, NOON, { staffId })).toBe(minute(60));
    expect(await act(byStaff, NOON, { staffId: newStaffId() })).toBe(true);
    for (const per of ["device", "token"] as const) {
      const limits = [{ ...one, per }];
      const [actor, other] = [`${per}:${newStaffId()}`, `${per}:${newStaffId()}`] as const;
      expect(await act(limits, NOON, { actor })).toBe(true);
      expect(await act(limits, NOON, { actor })).toBe(minute(60));
      expect(await act(limits, NOON, { actor: other })).toBe(true);
      expect(await act(limits, NOON)).toBe(true);
    }
    const joins = [{ ...one, counted: "join", per: "staff" }] as const;
    expect(await act(joins, NOON, { staffId })).toBe(true);
  });

  it("[H3] of acts at the same time, exactly as many happen as the limit allows", async () => {
    const staffId = newStaffId();
    const limits = [
      { ...BLOCK, maxPerHour: 3, per: "staff" },
      { ...BLOCK, maxPerHour: 50, per: "profile" },
    ] as const;
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => act(limits, NOON, { staffId, profileId: newProfileId() })),
    );
    expect(answers.filter((answer) => answer === true)).toHaveLength(3);
    const events = await database.run(
      `select seq from events where kind = 'velocity.exceeded' and context like '%${staffId}%'`,
    );
    expect(events).toHaveLength(1);
  });

  it("[H1] another tenant's acts don't count", async () => {
    const profileId = newProfileId();
    const one = [{ ...BLOCK, maxPerHour: 1 }];
    await act(one, NOON, { profileId });
    await database.run(
      `update velocity_acts set tenant_id = 'other'
       where tenant_id = '${TEST_TENANT}' and subject_id = '${profileId}'`,
    );
    expect(await act(one, NOON, { profileId })).toBe(true);
  });
});
