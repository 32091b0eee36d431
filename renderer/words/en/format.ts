/** What a formatted time says in words. */
export const format = { just_now: "just now" } as const;
