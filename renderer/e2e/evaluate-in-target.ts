import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const targetsSchema = z.array(z.object({ url: z.string(), webSocketDebuggerUrl: z.string() }));
const answerSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }),
  z.object({
    result: z.object({
      result: z.object({ value: z.unknown() }),
      exceptionDetails: z.unknown().optional(),
    }),
  }),
]);

/**
 * Runs an expression in the first page of `origin` behind a DevTools port and returns its value,
 * retrying while the page loads. For packages: Playwright starts Electron through the inspector of
 * its main process, which a fuse disables, and `connectOverCDP` needs more than Electron supports.
 */
export const evaluateInTarget = async (
  port: string,
  origin: string,
  expression: string,
): Promise<unknown> => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/json`);
    const targets = targetsSchema.parse(await response.json());
    const page = targets.find(({ url }) => url.startsWith(origin));
    const answer = page && (await evaluate(page.webSocketDebuggerUrl, expression));
    if (answer && "result" in answer) {
      const { result, exceptionDetails } = answer.result;
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    }
    await sleep(100);
  }
  throw new Error(`No page of ${origin} was opened.`);
};

const evaluate = async (url: string, expression: string) => {
  const socket = new WebSocket(url);
  await once(socket, "open");
  try {
    const answered = once(socket, "message");
    const params = { expression, awaitPromise: true, returnByValue: true };
    socket.send(JSON.stringify({ id: 1, method: "Runtime.evaluate", params }));
    const [event] = await answered;
    return answerSchema.parse(JSON.parse(String(event.data)));
  } finally {
    socket.close();
  }
};
