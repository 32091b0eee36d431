/**
 * How Node runs the server and the import (shared/FIGURES.md). By default V8 lets garbage pile up:
 * to four times what was in use, and 48 MB of what is young. The scripts in package.json say the
 * same.
 */
export const MEMORY_FLAGS = ["--max-semi-space-size=8", "--heap-growing-percent=50"] as const;
