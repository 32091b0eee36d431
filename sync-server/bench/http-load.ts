import { connect, type Socket } from "node:net";

/** The result of a load. */
export type LoadResult = {
  readonly perSecond: number;
  /** From the last byte of the request to the last byte of the response. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bodies: readonly string[];
};

/**
 * Sends each client's requests in order over its own connection, all clients at the same time. Uses
 * raw sockets and prepared bytes, to leave most of the machine to the server.
 */
export const runLoad = async (
  url: string,
  clients: readonly (readonly Buffer[])[],
): Promise<LoadResult> => {
  const { hostname, port } = new URL(url);
  const connections = await Promise.all(clients.map(() => openConnection(hostname, Number(port))));
  const times: number[] = [];
  const bodies: string[] = [];
  const startedAt = performance.now();
  await Promise.all(
    connections.map(async (connection, index) => {
      for (const request of clients[index] ?? []) {
        const sentAt = performance.now();
        bodies.push(await connection.send(request));
        times.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { socket } of connections) socket.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), bodies };
};

/** The bytes of one GET. */
export const getRequest = (path: string, headers: Readonly<Record<string, string>>): Buffer =>
  requestOf(`GET ${path}`, headers, "");

/** The bytes of one POST with a JSON body. */
export const postRequest = (
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer => {
  const length = String(Buffer.byteLength(body));
  const ofBody = { "content-type": "application/json", "content-length": length };
  return requestOf(`POST ${path}`, { ...ofBody, ...headers }, body);
};

const requestOf = (
  line: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer => {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`${line} HTTP/1.1`, "host: localhost", ...fields, "", body].join("\r\n"));
};

type Connection = {
  readonly socket: Socket;
  readonly send: (request: Buffer) => Promise<string>;
};

const openConnection = async (host: string, port: number): Promise<Connection> => {
  const socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  let received = "";
  let answered: PromiseWithResolvers<string> | null = null;
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    received += chunk;
    const end = received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = received.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    const body = received.slice(end + 4);
    if (Buffer.byteLength(body) < length) return;
    received = "";
    if (/^HTTP\/1\.1 20[01]/.test(head)) answered?.resolve(body);
    else answered?.reject(new Error(`${head.split("\r\n")[0]} ${body}`));
  });
  socket.on("error", (error) => answered?.reject(error));
  socket.on("close", () => answered?.reject(new Error("The server closed the connection")));
  return {
    socket,
    send: (request) => {
      answered = Promise.withResolvers<string>();
      socket.write(request);
      return answered.promise;
    },
  };
};
