import { faker } from "@faker-js/faker/locale/en_GB";
import { DEMO_LOCATIONS } from "./demo-chain.ts";
import type { Random } from "./random.ts";

/** A fictional person. Their contact details reach nobody. */
export type DemoPerson = {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly mobilePhone: string | null;
  readonly cardNumber: string;
  readonly birthDay: number | null;
  readonly birthMonth: number | null;
  /** Index into DEMO_LOCATIONS. */
  readonly location: number;
  readonly joinedDaysAgo: number;
};

const FICTIONAL_MOBILE = "+4477009";
const CARD_PREFIX = "2950";

/** Makes `count` people. Email, phone and card are unique among them. */
export const makePeople = (random: Random, count: number): readonly DemoPerson[] => {
  faker.seed(random.between(1, 1_000_000_000));
  return Array.from({ length: count }, (_, index) => makePerson(random, index));
};

const makePerson = (random: Random, index: number): DemoPerson => {
  const firstName = faker.person.firstName();
  const lastName = faker.person.lastName();
  const hasBirthday = random.chance(0.6);
  return {
    id: random.uuid(),
    firstName,
    lastName,
    email: `${mailbox(firstName)}.${mailbox(lastName)}${index}@example.com`,
    mobilePhone: random.chance(0.85) ? `${FICTIONAL_MOBILE}${digits(index, 5)}` : null,
    cardNumber: withCheckDigit(`${CARD_PREFIX}${digits(index * 37 + 11, 8)}`),
    birthDay: hasBirthday ? random.between(1, 28) : null,
    birthMonth: hasBirthday ? random.between(1, 12) : null,
    location: random.between(0, DEMO_LOCATIONS.length - 1),
    joinedDaysAgo: random.between(20, 900),
  };
};

const mailbox = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, "");

const digits = (value: number, length: number): string => String(value).padStart(length, "0");

/** EAN-13, as scanners read it. */
const withCheckDigit = (twelve: string): string => {
  const sum = [...twelve].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${twelve}${(10 - (sum % 10)) % 10}`;
};
