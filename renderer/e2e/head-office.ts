import { z } from "zod";

/** A person as the tests create and look up. */
export type Person = {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly card: string;
  /** As people write it, without the country code. */
  readonly mobile: string;
};

export type NewPerson = Omit<Person, "id" | "name"> & {
  /** Handles of the demo's rewards, to issue one instance of each. */
  readonly rewards: readonly string[];
  /** Credit of the demo's gift card definition, in whole pounds; 0 for none. */
  readonly credit?: number;
  /** Handles of the demo's benefits, to issue one of each. */
  readonly benefits?: readonly string[];
  /** The total of one purchase, in whole pounds; 0 for none. */
  readonly spent?: number;
  /** The receipt number of that purchase; the card's by default. */
  readonly receipt?: string;
  /** Their birthday is in so many days. */
  readonly birthdayIn?: number;
  /** The address of a picture of them. */
  readonly picture?: string;
  /** By which ways they allow offers. */
  readonly allows?: readonly ("email" | "sms")[];
  /** What is on a list of theirs, in somebody's own words. */
  readonly wants?: readonly string[];
};

/** Head office: a client of the v3 API with a token that has all scopes. */
export type HeadOffice = ReturnType<typeof createHeadOffice>;

/** Creates a client of the v3 API at `url`. Any error response throws. */
export const createHeadOffice = (url: string, token: string) => {
  const ask = async <S extends z.ZodType>(
    method: "GET" | "POST" | "PUT",
    path: string,
    schema: S,
    body?: unknown,
  ): Promise<z.infer<S>> => {
    const response = await fetch(`${url}/api/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return schema.parse(JSON.parse(text));
  };

  const definitionId = async (kind: "rewards" | "benefits", handle: string): Promise<number> => {
    const { data } = await ask("GET", `/${kind}/definitions?page[size]=100`, definitionsSchema);
    const found = data.find((definition) => definition.handle === handle);
    if (found === undefined) throw new Error(`There is no ${handle} among the ${kind}.`);
    return found.id;
  };

  return {
    createPerson: async (person: NewPerson, locationId: number): Promise<Person> => {
      const { firstName, lastName, card, mobile, rewards, credit = 0, spent = 0 } = person;
      const receipt = person.receipt ?? `R-${card}`;
      const { data } = await ask("POST", "/profiles", profileSchema, {
        first_name: firstName,
        last_name: lastName,
        email: `${firstName}.${lastName}@example.com`.toLowerCase(),
        mobile_phone: mobile,
        joined_location_id: locationId,
        ...(person.birthdayIn === undefined ? {} : birthdayIn(person.birthdayIn)),
        ...(person.picture === undefined ? {} : { avatar_url: person.picture }),
        identities: [{ handle: "card", identifier: card, is_primary: true }],
      });
      for (const handle of rewards) {
        await ask("POST", "/rewards", idSchema, {
          profile_id: data.id,
          reward_definition_id: await definitionId("rewards", handle),
          timezone: "Europe/London",
        });
      }
      if (credit > 0) {
        await ask("POST", "/credits", idSchema, {
          profile_id: data.id,
          credit_definition_handle: "gift-card",
          value_initial: credit,
          timezone: "Europe/London",
        });
      }
      for (const handle of person.benefits ?? []) {
        await ask("POST", "/benefits", idSchema, {
          profile_id: data.id,
          benefit_definition_id: await definitionId("benefits", handle),
        });
      }
      if (person.allows) {
        const allowed = person.allows.map((channel) => [`${channel}_promo`, true]);
        await ask("PUT", `/profiles/${data.id}/comms`, z.unknown(), Object.fromEntries(allowed));
      }
      if (person.wants) {
        await ask("POST", `/profiles/${data.id}/lists`, idSchema, {
          name: "Wishes",
          items: person.wants.map((name) => ({ custom_product: { name }, quantity: 2 })),
        });
        await ask("POST", `/profiles/${data.id}/visits`, idSchema, {
          location_id: locationId,
          notes: "Tried on winter coats.",
        });
      }
      if (spent > 0) {
        await ask("POST", "/transactions", idSchema, {
          external_id: `E2E-${card}`,
          receipt_ref: receipt,
          profile_id: data.id,
          location_id: locationId,
          total: spent,
          timezone: "Europe/London",
          transacted_at: new Date(Date.now() - 3_600_000)
            .toISOString()
            .slice(0, 19)
            .replace("T", " "),
          items: [
            {
              name: "Waxed jacket",
              sku: "HP-1003",
              quantity: 1,
              price_sell: spent,
              price_current: spent,
            },
          ],
        });
      }
      return { ...person, id: data.id, name: `${firstName} ${lastName}` };
    },

    /** Redeems at a till of another make. */
    redeem: async (profileId: string, amount: number): Promise<void> => {
      await ask("POST", `/profiles/${profileId}/redeem`, idSchema, { amount });
    },

    /** Lets staff give this reward of their own accord. */
    allowGoodwill: async (handle: string): Promise<void> => {
      const path = "/settings/redemption_policy";
      const { data } = await ask("GET", path, z.object({ data: z.object({ value: z.string() }) }));
      const policy = z.looseObject({}).parse(JSON.parse(data.value));
      const goodwill = { definitionIds: [await definitionId("rewards", handle)] };
      await ask("PUT", path, z.unknown(), { value: JSON.stringify({ ...policy, goodwill }) });
    },

    /** Connects two people as family; either may end it. */
    connect: async (connector: Person, connected: Person): Promise<void> => {
      const can = { connector_can_break: true, connected_can_break: true };
      const definition = { name: "Family", handle: "family", type: "family", ...can };
      await ask("POST", "/connections/definitions", idSchema, definition);
      await ask("POST", "/connections", idSchema, {
        ...{ name: "Family", connection_definition_handle: "family" },
        ...{ connector_id: connector.id, connected_id: connected.id },
      });
    },

    /** Defines a benefit that customers may claim, and that is used once. */
    offerBenefit: async (name: string, more: object): Promise<void> => {
      const handle = name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
      const body = { name, handle, period: 90, is_claimable: true, ...more };
      await ask("POST", "/benefits/definitions", idSchema, body);
    },

    /** Puts something on a new list of somebody's. */
    wish: async (profileId: string, list: string, product: string): Promise<void> => {
      await ask("POST", `/profiles/${profileId}/lists`, idSchema, {
        name: list,
        items: [{ custom_product: { name: product }, quantity: 2 }],
      });
    },

    /** Lets one person ask another for a connection, which both may end. */
    askToConnect: async (profileId: string, otherId: string, name: string): Promise<void> => {
      const handle = name.toLowerCase();
      await ask("POST", "/connections/definitions", idSchema, {
        ...{ name, handle, type: "friend", is_pending: true },
        ...{ connector_can_break: true, connected_can_break: true },
      });
      await ask("POST", "/connections", idSchema, {
        ...{ name, connection_definition_handle: handle },
        ...{ connector_id: profileId, connected_id: otherId },
      });
    },

    /** Records that somebody was at a store. */
    recordVisit: async (profileId: string, locationId: number, notes: string): Promise<void> => {
      const body = { profile_id: profileId, location_id: locationId, notes };
      await ask("POST", "/visits", idSchema, body);
    },

    /** The id of a location by its external id. */
    locationId: async (externalId: string): Promise<number> => {
      const { data } = await ask("GET", "/locations?page[size]=100", locationsSchema);
      const found = data.find((location) => location.external_id === externalId);
      if (found === undefined) throw new Error(`There is no location ${externalId}.`);
      return found.id;
    },

    /** Lets a member of staff work, or no longer. */
    setActive: async (name: string, isActive: boolean): Promise<void> => {
      const { data } = await ask("GET", "/staff?page[size]=100", staffSchema);
      const found = data.find(({ full_name }) => full_name === name);
      if (found === undefined) throw new Error(`There is no ${name}.`);
      await ask("PUT", `/staff/${found.id}`, z.unknown(), { is_active: isActive });
    },

    /** What can be redeemed, in pounds. */
    balance: async (profileId: string): Promise<number> => {
      const { data } = await ask("GET", `/profiles/${profileId}/balances`, balancesSchema);
      return data.combined_balance_dollars;
    },

    /** How often a profile can still use its benefit of a definition. */
    usesLeft: async (profileId: string, handle: string): Promise<number | undefined> => {
      const { data } = await ask("GET", `/profiles/${profileId}/benefits`, benefitsSchema);
      return data.find(({ definition }) => definition.handle === handle)?.redemptions_remaining;
    },

    /** Redeems everything a profile holds. */
    redeemAll: async (profileId: string): Promise<void> => {
      const { data } = await ask("GET", `/profiles/${profileId}/balances`, balancesSchema);
      const amount = data.combined_balance_dollars;
      await ask("POST", `/profiles/${profileId}/redeem`, idSchema, { amount });
    },

    /** Freezes a profile's account. */
    freeze: async (profileId: string): Promise<void> => {
      await ask("POST", `/profiles/${profileId}/freezes`, z.unknown(), {
        reason: "card_lost",
        reference: "CASE-18",
      });
    },

    /** Every redemption of one profile that the ledger holds, in pounds. */
    redemptions: async (profileId: string): Promise<readonly number[]> => {
      const query = `filter[profile_id]=${profileId}&page[size]=100`;
      const { data } = await ask("GET", `/redemptions?${query}`, redemptionsSchema);
      return data.filter(({ profile_id }) => profile_id === profileId).map(({ total }) => total);
    },

    /** Every profile with this last name. */
    profilesNamed: async (
      lastName: string,
    ): Promise<readonly { id: string; email: string | null }[]> => {
      const query = `filter[last_name]=${encodeURIComponent(lastName)}&page[size]=100`;
      return (await ask("GET", `/profiles?${query}`, profilesSchema)).data;
    },
  };
};

const idSchema = z.object({ data: z.looseObject({ id: z.number() }) });
const profileSchema = z.object({ data: z.looseObject({ id: z.uuid() }) });
const profilesSchema = z.object({
  data: z.array(z.looseObject({ id: z.uuid(), email: z.string().nullable() })),
});
const benefitsSchema = z.object({
  data: z.array(
    z.object({ redemptions_remaining: z.int(), definition: z.object({ handle: z.string() }) }),
  ),
});
const definitionsSchema = z.object({
  data: z.array(z.looseObject({ id: z.number(), handle: z.string() })),
});
const staffSchema = z.object({
  data: z.array(z.looseObject({ id: z.uuid(), full_name: z.string() })),
});
const locationsSchema = z.object({
  data: z.array(z.looseObject({ id: z.number(), external_id: z.string().nullable() })),
});
const balancesSchema = z.object({ data: z.looseObject({ combined_balance_dollars: z.number() }) });
const redemptionsSchema = z.object({
  data: z.array(z.looseObject({ profile_id: z.string(), total: z.number() })),
});

const birthdayIn = (days: number) => {
  const date = new Date(Date.now() + days * 86_400_000);
  return { birth_day: date.getUTCDate(), birth_month: date.getUTCMonth() + 1 };
};
