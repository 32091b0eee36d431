import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

type Run = {
  /** Folder, first number, mode: the arguments of `journal-writer.ts`. */
  readonly args: readonly string[];
  /** Kill -9 once it has printed this many lines. Otherwise it runs until it is refused. */
  readonly killAfterLines?: number;
  /** Maximum file size for the process, in KiB: simulates a full disk. */
  readonly fileKibMax?: number;
};

const writer = fileURLToPath(new URL("./journal-writer.ts", import.meta.url));
const withFileLimit = `trap '' XFSZ; ulimit -f "$1"; shift; exec "$@"`;

/** Runs `journal-writer.ts` until it ends, and returns what it printed. */
export const runJournalWriter = async ({ args, killAfterLines, fileKibMax }: Run) => {
  const command = [process.execPath, writer, ...args];
  const child =
    fileKibMax === undefined
      ? spawn(process.execPath, command.slice(1), { stdio: ["ignore", "pipe", "inherit"] })
      : spawn("bash", ["-c", withFileLimit, "bash", String(fileKibMax), ...command], {
          stdio: ["ignore", "pipe", "inherit"],
        });
  let output = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > (killAfterLines ?? Number.POSITIVE_INFINITY)) {
      child.kill("SIGKILL");
    }
  });
  await new Promise((resolve) => child.once("close", resolve));

  const lines = output.split("\n").slice(0, -1);
  const wordsAfter = (word: string) =>
    lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length + 1));
  return {
    written: wordsAfter("written"),
    forgetting: wordsAfter("forgetting").flatMap((list) => list.split(",")),
    refused: wordsAfter("refused"),
  };
};
