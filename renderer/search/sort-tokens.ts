/** How many steps are taken between two yields: about 10 ms. */
const STEPS_PER_SLICE = 200_000;
/** Below this size an insertion sort is faster. */
const SMALL = 10;

/**
 * Sorts `count` texts by code unit, each before its extensions. Text `i` is `chars[starts[i] ..
 * starts[i + 1])`. This is Bentley and Sedgewick's multikey quicksort: it compares a common prefix
 * only once, and needs no string objects.
 */
export function* sortTokens(
  chars: Uint16Array,
  starts: Uint32Array,
  count: number,
): Generator<void, Uint32Array> {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;

  /** The code unit at a depth plus one; 0 past the end. */
  const charAt = (entry: number, depth: number): number => {
    const at = (starts[entry] ?? 0) + depth;
    return at < (starts[entry + 1] ?? 0) ? (chars[at] ?? 0) + 1 : 0;
  };
  const swap = (i: number, j: number): void => {
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  };
  const comesBefore = (a: number, b: number, depth: number): boolean => {
    for (let at = depth; ; at++) {
      const charA = charAt(a, at);
      const charB = charAt(b, at);
      if (charA !== charB) return charA < charB;
      if (charA === 0) return false;
    }
  };
  const insertionSort = (from: number, to: number, depth: number): void => {
    for (let i = from + 1; i < to; i++) {
      const entry = order[i] ?? 0;
      let j = i - 1;
      while (j >= from && comesBefore(entry, order[j] ?? 0, depth)) {
        order[j + 1] = order[j] ?? 0;
        j--;
      }
      order[j + 1] = entry;
    }
  };

  let steps = 0;
  const stack = [0, count, 0];
  while (stack.length > 0) {
    const depth = stack.pop() ?? 0;
    const to = stack.pop() ?? 0;
    const from = stack.pop() ?? 0;
    if (to - from <= SMALL) {
      insertionSort(from, to, depth);
      continue;
    }
    const pivot = middleOf(
      charAt(order[from] ?? 0, depth),
      charAt(order[(from + to) >>> 1] ?? 0, depth),
      charAt(order[to - 1] ?? 0, depth),
    );
    let less = from;
    let greater = to;
    for (let i = from; i < greater; ) {
      const char = charAt(order[i] ?? 0, depth);
      if (char < pivot) swap(less++, i++);
      else if (char > pivot) swap(i, --greater);
      else i++;
    }
    stack.push(from, less, depth, greater, to, depth);
    if (pivot > 0) stack.push(less, greater, depth + 1);
    steps += to - from;
    if (steps > STEPS_PER_SLICE) {
      steps = 0;
      yield;
    }
  }
  return order;
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
