import { once } from "node:events";
import { createServer as createHttp, type ServerResponse } from "node:http";
import { createServer as createTcp, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { lookupGlobal } from "./lookup-global.ts";
import { createOutgoing } from "./outgoing.ts";

const LIMITS = { bytesMax: 1000, timeoutMs: 400, restMs: 0 };

let asked: string[] = [];
const http = createHttp((request, response) => {
  asked.push(request.url ?? "");
  answers[request.url ?? ""]?.(response);
});
/** Counts whoever connects, and says nothing. */
let connections = 0;
const tcp = createTcp((socket) => {
  connections += 1;
  socket.destroy();
});
let allowed = "";
let closedPort = 0;

const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  "/fine": (response) =>
    response.setHeader("content-type", "Image/PNG; charset=x").end("x".repeat(1000)),
  "/hangs": () => undefined,
  "/hangs-later": (response) => response.writeHead(200).write("x"),
  "/says-too-much": (response) => response.setHeader("content-length", 1001).write("x"),
  "/sends-too-much": (response) => response.end("x".repeat(1001)),
  "/endless": (response) => {
    const more = () => response.write("x".repeat(10_000), more);
    more();
  },
  "/sends-too-little": (response) => {
    response.setHeader("content-length", 900);
    response.write("x", () => response.destroy());
  },
  "/elsewhere": (response) => response.writeHead(302, { location: `${allowed}/fine` }).end(),
  "/gone": (response) => response.writeHead(404).end("no"),
  "/packed": (response) => response.setHeader("content-encoding", "gzip").end("x"),
};

const portOf = (server: { address: () => unknown }): number => {
  const address = server.address();
  assert(typeof address === "object" && address !== null && "port" in address, "a port");
  return Number(address.port);
};

beforeAll(async () => {
  for (const server of [http, tcp]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  allowed = `http://127.0.0.1:${portOf(http)}`;
  const gone = createTcp().listen(0, "127.0.0.1");
  await once(gone, "listening");
  closedPort = portOf(gone);
  await new Promise((resolve) => gone.close(resolve));
});
afterAll(() => {
  http.closeAllConnections();
  http.close();
  tcp.close();
});

test("[S27] an answer is read whole; anything else is refused, in time", async () => {
  const outgoing = createOutgoing([allowed, `http://127.0.0.1:${closedPort}`]);
  const get = async (url: string) => {
    const answer = await outgoing.get(url.startsWith("/") ? allowed + url : url, LIMITS);
    return answer.ok ? `${answer.value.type} ${answer.value.bytes.length}` : answer.error.reason;
  };
  const began = performance.now();
  expect({
    fine: await get("/fine"),
    hangs: await get("/hangs"),
    hangsLater: await get("/hangs-later"),
    saysTooMuch: await get("/says-too-much"),
    sendsTooMuch: await get("/sends-too-much"),
    endless: await get("/endless"),
    sendsTooLittle: await get("/sends-too-little"),
    gone: await get("/gone"),
    packed: await get("/packed"),
    nobody: await get(`http://127.0.0.1:${closedPort}/`),
  }).toEqual({
    fine: "image/png 1000",
    hangs: "too_slow",
    hangsLater: "too_slow",
    saysTooMuch: "too_large",
    sendsTooMuch: "too_large",
    endless: "too_large",
    sendsTooLittle: "not_ok",
    gone: "not_ok",
    packed: "not_ok",
    nobody: "unreachable",
  });
  asked = [];
  expect(await get("/elsewhere"), "a redirect isn't followed").toBe("not_ok");
  expect(asked).toEqual(["/elsewhere"]);
  // Those that hang hold the host's four connections only as long as they may take.
  const waiting = await Promise.all(Array.from({ length: 9 }, () => get("/hangs")));
  expect(new Set(waiting)).toEqual(new Set(["too_slow"]));
  expect(await get("/fine")).toBe("image/png 1000");
  expect(performance.now() - began).toBeLessThan(4000);
  outgoing.close();
});

test("[S27] no address but public ones by HTTPS is connected to, by name or by number", async () => {
  const outgoing = createOutgoing([]);
  const port = portOf(tcp);
  const reasons = async (urls: readonly string[]) =>
    Promise.all(
      urls.map(async (url) => {
        const answer = await outgoing.get(url, LIMITS);
        return answer.ok ? "answered" : answer.error.reason;
      }),
    );
  const refused = [
    ...["", "nonsense", "file:///etc/passwd", "ftp://example.com/a.png", "javascript:alert(1)"],
    ...[`http://127.0.0.1:${port}/`, `${allowed}/fine`, "http://example.com/a.png"],
    "https://user:secret@example.com/a.png",
    // However an address of IPv4 is put into one of IPv6.
    ...["::1", "::", "::ffff:127.0.0.1", "::169.254.169.254", "::ffff:0:127.0.0.1"].map(inIpv6),
    ...["64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "fd00::1", "fe80::1", "ff02::1"].map(inIpv6),
  ];
  expect(await reasons(refused)).toEqual(refused.map(() => "address_refused"));
  const inside = [
    // A name that resolves to this machine, and every way to write its address.
    ...["localhost", "127.0.0.1", "2130706433", "0x7f.1", "0.0.0.0", "[2002:7f00:1::]"],
  ].map((host) => `https://${host}:${port}/`);
  const networks = [
    ...["10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1"],
    ...["224.0.0.1", "255.255.255.255", "192.0.2.1", "[2001:0:7f00:1::]", "[2001:db8::1]"],
  ].map((host) => `https://${host}/latest/meta-data`);
  const began = performance.now();
  expect(new Set(await reasons([...inside, ...networks]))).toEqual(new Set(["unreachable"]));
  expect(performance.now() - began, "nobody was called").toBeLessThan(LIMITS.timeoutMs);
  expect(connections).toBe(0);
  outgoing.close();
});

test("[S27] a name whose address is one of IPv6 that holds one of IPv4 isn't found", async () => {
  const find = (name: string) =>
    new Promise((resolve) =>
      lookupGlobal(name, { all: true }, (error, found) => resolve(error?.message ?? found)),
    );
  expect(await find("::169.254.169.254")).toBe("not a public address");
  expect(await find("2606:4700::1111")).toEqual([{ address: "2606:4700::1111", family: 6 }]);
  expect(await find("1.1.1.1")).toEqual([{ address: "1.1.1.1", family: 4 }]);
});

test("[S27] four calls of a host and 32 in all are open; one that waits its turn isn't too slow", async () => {
  let open = 0;
  let openMost = 0;
  const answersMs = 50;
  const answerLate = () =>
    createTcp((socket) => {
      socket.on("error", () => undefined);
      // It leaves the connection open for another call. By HTTPS this is no answer.
      socket.on("data", () => {
        open += 1;
        openMost = Math.max(open, openMost);
        setTimeout(() => {
          open -= 1;
          socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx");
        }, answersMs);
      });
    });
  const hosts: Server[] = [];
  for (let n = 0; n < 18; n += 1) {
    const host = answerLate().listen(0, "127.0.0.1");
    await once(host, "listening");
    hosts.push(host);
  }
  const origins = hosts.map((host, n) => `${n < 9 ? "http" : "https"}://127.0.0.1:${portOf(host)}`);
  const outgoing = createOutgoing(origins);
  const limits = { ...LIMITS, timeoutMs: 8 * answersMs, restMs: 60_000 };
  const callAll = async (called: readonly string[], times: number) => {
    const urls = Array.from({ length: times }, () => called).flat();
    const all = await Promise.all(urls.map((url) => outgoing.get(url, limits)));
    return new Set(all.map((answer) => (answer.ok ? "answered" : answer.error.reason)));
  };
  const plain = origins.slice(0, 8);
  const [mixed] = await Promise.all([callAll(plain, 4), callAll(origins.slice(9), 4)]);
  expect(mixed).toEqual(new Set(["answered"]));
  expect(openMost).toBe(32);
  openMost = 0;
  expect(await callAll(origins.slice(8, 9), 40)).toEqual(new Set(["answered"]));
  expect(openMost).toBe(4);
  outgoing.close();
  for (const host of hosts) host.close();
});

test("[S27] a host that doesn't answer isn't called again for a while, not even by those in turn", async () => {
  const outgoing = createOutgoing([allowed]);
  const limits = { ...LIMITS, timeoutMs: 50, restMs: 100 };
  asked = [];
  const urls = Array.from({ length: 9 }, () => `${allowed}/hangs`);
  const all = await Promise.all(urls.map((url) => outgoing.get(url, limits)));
  const reasons = all.map((answer) => (answer.ok ? "answered" : answer.error.reason));
  expect(reasons.toSorted().join()).toBe(
    [...Array(5).fill("host_resting"), ...Array(4).fill("too_slow")].join(),
  );
  expect(asked).toHaveLength(4);
  await expect.poll(async () => (await outgoing.get(`${allowed}/fine`, limits)).ok).toBe(true);
  outgoing.close();
});

const inIpv6 = (address: string) => `https://[${address}]/latest/meta-data`;
