import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Kills a program with all its child processes, and waits until the system has released them. The
 * program must have been started as a group leader (`detached`).
 */
export const killGroup = async (leader: ChildProcess): Promise<void> => {
  const { pid } = leader;
  if (pid === undefined) return;
  const gone = leader.exitCode === null && leader.signalCode === null ? once(leader, "exit") : null;
  signalGroup(pid);
  await gone;
  await waitUntilGone(pid);
};

/**
 * Waits for the rest of a group whose leader has ended, and kills it if it doesn't end by itself.
 */
export const waitUntilGone = async (group: number): Promise<void> => {
  for (let attempt = 0; (await isGroupAlive(group)) && attempt < 200; attempt += 1) {
    if (attempt === 100) signalGroup(group);
    await sleep(20);
  }
};

const signalGroup = (group: number): void => {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Already gone.
  }
};

/** A zombie process holds nothing any more, so it doesn't count. */
const isGroupAlive = async (group: number): Promise<boolean> => {
  if (process.platform !== "linux") return false;
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/stat`, "utf8").catch(() => "")),
  );
  return stats.some((stat) => {
    // pid (name, which may contain anything) state parent group …
    const [state, , itsGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(itsGroup) === group && state !== "Z" && state !== "X";
  });
};
