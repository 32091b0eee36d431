import { z } from "zod";

/**
 * True for a text that every database of ours keeps as it is. PostgreSQL holds no U+0000, and half a
 * surrogate pair is no character: a text column turns it into another one, and JSON with it cannot be
 * searched. Nobody types either; they come of torn or forged input.
 */
export const isStorable = (text: string): boolean =>
  !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);

/** The text without what cannot be kept: nothing that anybody sees. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, "");

/** What is wrong with a text that is not storable, to go on from the field's name. */
export const UNSTORABLE = "must not hold the character U+0000 or half of a surrogate pair";

/** A text that comes from outside and is kept. Whoever takes one says how long it may be. */
export const textSchema = z.string().refine(isStorable, UNSTORABLE);
