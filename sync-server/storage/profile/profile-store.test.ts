import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { isLiving, type ProfileType, profileTypeSchema } from "#shared/profile/profile-type.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile } from "#sync-server/testing/seed.ts";
import { findProfileByContact } from "./profile-store.ts";

describe.for(databases)("profiles on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());

  const typed = async (type: ProfileType, email: string): Promise<ProfileId> => {
    const id = await insertBareProfile(database);
    await database.run(
      `update profiles set profile_type = '${type}', email = '${email}' where id = '${id}'`,
    );
    return id;
  };

  test.for(profileTypeSchema.options)(
    "only a living profile has its email to itself: %s",
    async (type) => {
      const email = `${type}@example.com`;
      const id = await typed(type, email);
      const found = await database.transact((deps) => findProfileByContact(deps, "email", email));
      expect(found).toBe(isLiving(type) ? id : null);
      const second = typed("active", email).then(
        () => "written",
        () => "refused",
      );
      expect(await second).toBe(isLiving(type) ? "refused" : "written");
    },
  );
});
