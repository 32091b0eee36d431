import { defineConfig, type EnvironmentOptions } from "vite";

// Main and the preload scripts are bundled into one CommonJS file each, with everything except
// Electron and Node. A sandboxed preload can't load other files, and the package needs no
// node_modules.
/** Each by the name of its environment, which can't have a hyphen. */
const PROGRAMS = { main: "main", preload: "preload", displayPreload: "display-preload" } as const;

const program = (name: string): EnvironmentOptions => ({
  consumer: "server",
  resolve: { noExternal: true, external: ["electron"], conditions: ["node"] },
  build: {
    ssr: true,
    outDir: "../dist/electron",
    emptyOutDir: false,
    target: "node18",
    sourcemap: true,
    rolldownOptions: {
      input: `${name}.ts`,
      external: ["electron"],
      output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
    },
  },
});

export default defineConfig({
  root: import.meta.dirname,
  environments: Object.fromEntries(
    Object.entries(PROGRAMS).map(([name, file]) => [name, program(file)]),
  ),
  builder: {
    buildApp: async ({ build, environments }) => {
      for (const name of Object.keys(PROGRAMS)) {
        const environment = environments[name];
        if (environment) await build(environment);
      }
    },
  },
});
