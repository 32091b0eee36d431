import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { parseVerdict } from "./check-redemptions.ts";
import type { Records } from "./records.ts";

/** [S9], [S10]: nothing written for a person is lost, and the last edit of each field wins. */
export const checkPeople = (
  history: History,
  records: Records,
  options: { readonly isOrderKnown: boolean },
): void => {
  const profiles = new Map(records.profiles.map((row) => [row.id, row]));
  const holders = new Map<ProfileId, ProfileId>();
  for (const { command } of history.made.values()) {
    const verdict = verdictOf(history, command.commandId);
    if (command.kind !== "create_profile" || !verdict) continue;
    if (verdict.status === "accepted" && !profiles.has(command.profileId)) {
      history.violate(`[S10] ${command.profileId} was accepted but is missing`);
    }
    if (verdict.status !== "refused") continue;
    if (profiles.has(command.profileId)) {
      history.violate(`[S10] ${command.profileId} was refused but exists`);
    }
    const isNamed = verdict.profileId !== null && profiles.has(verdict.profileId);
    if (verdict.reason !== "duplicate_profile" || !isNamed || !verdict.profileId) {
      history.violate(`[S10] ${command.profileId} is lost: ${JSON.stringify(verdict)}`);
    } else holders.set(command.profileId, verdict.profileId);
  }
  checkNotes(history, records, holders);
  checkUnique(history, records);
  if (options.isOrderKnown) checkEdits(history, records);
};

const checkNotes = (
  history: History,
  records: Records,
  holders: ReadonlyMap<ProfileId, ProfileId>,
): void => {
  for (const { command } of history.made.values()) {
    if (command.kind !== "add_note") continue;
    const rows = records.notes.filter((row) => row.id === command.noteId);
    const profileId = holders.get(command.profileId) ?? command.profileId;
    const [row] = rows;
    // Nobody writes notes on somebody who is gone ([I17]).
    if (isForNobody(history, command.commandId)) {
      if (rows.length > 0) history.violate(`[I17] note ${command.noteId} was refused but exists`);
      continue;
    }
    const isTheirs = records.eras.mayBeOf(profileId, row?.profile_id ?? null);
    if (rows.length !== 1 || !isTheirs || row?.text !== command.text) {
      history.violate(`[S10] note ${command.noteId} doesn't belong to ${profileId}`);
    }
  }
  const made = [...history.made.values()].filter(
    ({ command }) => command.kind === "add_note" && !isForNobody(history, command.commandId),
  );
  if (made.length !== records.notes.length) {
    history.violate(`[S5] ${made.length} notes were written, ${records.notes.length} exist`);
  }
};

const isForNobody = (history: History, commandId: string): boolean =>
  verdictOf(history, commandId)?.reason === "profile_deleted";

/** DOMAIN §3.1: no two profiles share an email or a mobile phone. */
const checkUnique = (history: History, records: Records): void => {
  for (const field of ["email", "mobile_phone"] as const) {
    const living = records.profiles.filter((row) => row.profile_type !== "deleted");
    const values = living.flatMap((row) => row[field] ?? []);
    if (new Set(values).size !== values.length) history.violate(`two profiles share an ${field}`);
  }
};

const COLUMNS = {
  firstName: "first_name",
  email: "email",
  mobilePhone: "mobile_phone",
  birthDay: "birth_day",
  birthMonth: "birth_month",
} as const;

const checkEdits = (history: History, records: Records): void => {
  const last = new Map<string, unknown>();
  for (const { profileId, changes } of history.edits) {
    for (const [field, value] of Object.entries(changes)) last.set(`${profileId} ${field}`, value);
  }
  for (const row of records.profiles) {
    // What a merge had filled in, or was edited to be the same, goes when it's undone ([I8]).
    if (records.eras.wasParted(row.id)) continue;
    if (history.erased.has(profileIdSchema.parse(row.id))) continue;
    for (const [field, column] of Object.entries(COLUMNS)) {
      const value = last.get(`${row.id} ${field}`);
      if (value !== undefined && row[column] !== value) {
        history.violate(`[S9] ${row.id}: ${field} is ${row[column]}, was last set to ${value}`);
      }
    }
  }
};

const verdictOf = (history: History, commandId: string): Verdict | null => {
  const found = [...history.verdicts].find(([id]) => id === commandId);
  return found ? parseVerdict(found[1].text) : null;
};
