/** A name from a query as a refusal repeats it: what isn't a name may be somebody's address. */
export const saidName = (name: string): string => (/^[\w.]{1,64}$/.test(name) ? name : "that");
