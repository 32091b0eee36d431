/**
 * A domain has the same folder name wherever it has a folder, so that someone who
 * knows one program finds their way in the others.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const DOMAINS = [
  "access",
  "catalogue",
  "clienteling",
  "commerce",
  "incentive",
  "ledger",
  "organisation",
  "profile",
  "reaction",
  "redemption",
  "sync",
];
const INCENTIVES = ["achievements", "benefits", "credits", "points", "rewards", "tiers"];

/** The folders that hold domains, each with its folders that are something else. */
const TREES = {
  shared: ["api", "apps", "client", "desktop", "journal", "kernel", "testing"],
  "shared/api": [],
  "sync-server":
    "bench build cli demo http import jobs merging outgoing simulation storage testing verify".split(
      " ",
    ),
  "sync-server/storage": ["migrations"],
  "sync-server/http/routes/v3": [],
};

it("domains have the same folder names everywhere", () => {
  for (const [tree, others] of Object.entries(TREES)) {
    const unknown = foldersIn(tree).filter((name) => ![...DOMAINS, ...others].includes(name));
    expect(unknown, tree).toEqual([]);
    const incentives = foldersIn(join(tree, "incentive"));
    expect(
      incentives.filter((name) => !INCENTIVES.includes(name)),
      tree,
    ).toEqual([]);
  }
});

it("a tree's folder keeps the files that belong to no domain, and few of them", () => {
  for (const tree of Object.keys(TREES)) expect(filesIn(tree).length, tree).toBeLessThan(50);
});

const entriesIn = (path: string) => readdirSync(join(root, path), { withFileTypes: true });

const foldersIn = (path: string): readonly string[] =>
  entriesIn(path).flatMap((each) => (each.isDirectory() ? [each.name] : []));

const filesIn = (path: string): readonly string[] =>
  entriesIn(path).flatMap((each) => (each.isFile() ? [each.name] : []));
