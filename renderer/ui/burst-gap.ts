/**
 * Keys that are further apart than this, in ms, don't belong to one burst: even slow scanners are
 * faster. So a key is known to stand alone once this has passed.
 */
export const BURST_GAP_MS = 150;
