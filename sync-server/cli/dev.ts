import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { PROJECT_DIR } from "./start/programs.ts";

/** `npm run dev`: server, renderer and shell in watch mode, each line with the name of who said it. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  server: [
    "node",
    "--watch",
    "--watch-preserve-output",
    "sync-server/main.ts",
    "--log-level",
    "warn",
  ],
  renderer: ["npm", "run", "--silent", "dev:renderer"],
  shell: ["npm", "run", "--silent", "dev:electron"],
};

const start = (name: string, [command = "", ...args]: readonly string[]): ChildProcess => {
  const child = spawn(command, args, {
    cwd: PROJECT_DIR,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      console.log(`${name.padEnd(8)} ${line}`);
    });
  }
  child.on("exit", (code) => {
    console.log(`${name.padEnd(8)} stopped${code ? ` with code ${code}` : ""}`);
  });
  return child;
};

const children = Object.entries(PROGRAMS).map(([name, command]) => start(name, command));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    for (const child of children) child.kill("SIGTERM");
  });
}
