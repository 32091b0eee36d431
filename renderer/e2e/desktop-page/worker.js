// The smallest possible WebAssembly module, compiled where the PIN hash would be.
const compiled = await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
const folder = await navigator.storage.getDirectory();
await folder.getFileHandle("probe", { create: true });
postMessage({
  wasm: compiled instanceof WebAssembly.Module,
  opfs: true,
  node: "require" in self || "process" in self,
});
