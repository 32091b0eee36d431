/**
 * What a write on PostgreSQL throws when another one changed what it stands on: the transaction
 * begins again and sees what the other wrote (`openPostgres`). The code is PostgreSQL's own.
 */
export const lostRace = (what: string): Error => Object.assign(new Error(what), { code: "40001" });
