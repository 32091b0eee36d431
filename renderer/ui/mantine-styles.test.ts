import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const renderer = join(import.meta.dirname, "..");
const styles = join(renderer, "../node_modules/@mantine/core/styles");

test("mantine.css has the styles of every imported component", () => {
  const imported = readFileSync(join(import.meta.dirname, "mantine.css"), "utf8");
  const files = globSync("{ui,page,clienteling,manager,portal}/**/*.{ts,tsx}", { cwd: renderer });
  const components = files.flatMap((file) =>
    [
      ...readFileSync(join(renderer, file), "utf8").matchAll(
        /import \{([^}]*)\} from "@mantine\/core"/g,
      ),
    ]
      .flatMap(([, names = ""]) => names.split(","))
      .map((name) => name.trim()),
  );
  const missing = [...new Set(components)]
    .filter((name) => existsSync(join(styles, `${name}.layer.css`)))
    .filter((name) => !imported.includes(`/${name}.layer.css"`));
  expect(components.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});
