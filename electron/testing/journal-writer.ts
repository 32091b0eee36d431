/**
 * A process for tests to kill. Appends commands to the journal in the given folder as fast as the
 * disk allows, and prints what was acknowledged. With `--compact` it now and then removes all but
 * the last ten commands, and prints that before it asks. Exits when it is refused.
 */
import { writeSync } from "node:fs";
import { createJournal } from "#electron/journal.ts";
import { encodeRecord } from "#shared/journal/record.ts";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";

const [folder = "", first = "0", mode = ""] = process.argv.slice(2);
const journal = createJournal(folder);
const say = (line: string) => writeSync(1, `${line}\n`);

const written: CommandId[] = [];
for (let number = Number(first); ; number += 1) {
  const commandId = commandIdSchema.parse(
    `01890000-0000-7000-8000-${String(number).padStart(12, "0")}`,
  );
  const command = { commandId, amountCents: 2000, note: "x".repeat(number % 900) };
  const answer = await journal.append(encodeRecord({ v: 1, type: "command", command }));
  if (!answer.ok) {
    say(`refused ${answer.error.reason}`);
    break;
  }
  say(`written ${commandId}`);
  written.push(commandId);

  if (mode === "--compact" && written.length === 30) {
    const forget = written.splice(0, 20);
    say(`forgetting ${forget.join(",")}`);
    await journal.compact(forget);
  }
}
