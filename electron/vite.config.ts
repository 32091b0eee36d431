import { defineConfig, type EnvironmentOptions } from "vite";

// Main and preload are bundled into one CommonJS file each, with everything except Electron and
// Node. A sandboxed preload can't load other files, and the package needs no node_modules.
const program = (name: "main" | "preload"): EnvironmentOptions => ({
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
  environments: { main: program("main"), preload: program("preload") },
  builder: {
    buildApp: async ({ build, environments }) => {
      for (const name of ["main", "preload"]) {
        const environment = environments[name];
        if (environment) await build(environment);
      }
    },
  },
});
