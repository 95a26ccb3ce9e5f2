import { afterEach, expect, test } from "vitest";
import { must } from "../testing/run.ts";
import { get, logIn, query, type Served, serve } from "../testing/wire-client.ts";

let served: Served;

async function start(chunkBytes: number): Promise<string> {
  served = await serve({ chunkBytes });
  await must(served.account, Array.from({ length: 40 }, (_, i) => `CREATE ROLE R${String(i).padStart(2, "0")} COMMENT = 'ä"\\\\n'`).join(";"));
  return (await logIn(served.server)).token;
}
afterEach(() => served.server.close());

interface Chunk {
  readonly url: string;
  readonly rowCount: number;
  readonly uncompressedSize: number;
}

test("a large result comes in parts that go together", async () => {
  const token = await start(900);
  const { data } = await query(served.server, token, "SHOW ROLES LIKE 'R%'");
  const chunks = data?.chunks as readonly Chunk[];
  const headers = data?.chunkHeaders as Record<string, string>;
  expect(chunks.length).toBeGreaterThan(2);
  expect(headers["x-amz-server-side-encryption-customer-key"]).toBe(data?.qrmk);
  const parts = await Promise.all(chunks.map(async ({ url }) => (await fetch(url, { headers })).text()));
  parts.forEach((part, i) => {
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(900);
    expect(JSON.parse(`[${part}]`)).toHaveLength(chunks[i]!.rowCount);
  });
  const rows = [...(data!.rowset as readonly unknown[]), ...parts.flatMap((part) => JSON.parse(`[${part}]`) as unknown[])];
  expect(data).toMatchObject({ total: 40, returned: 40 });
  const whole = (rows as readonly (readonly string[])[]).map((row) => row[1]);
  expect(whole).toEqual(Array.from({ length: 40 }, (_, i) => `R${String(i).padStart(2, "0")}`));
});

test("as gzip only for who takes it", async () => {
  const token = await start(900);
  const { data } = await query(served.server, token, "SHOW ROLES LIKE 'R%'");
  const [{ url, uncompressedSize }] = data!.chunks as readonly [Chunk];
  const chunkHeaders = data?.chunkHeaders as Record<string, string>;
  const encoding = async (accept: string) => (await fetch(url, { headers: { ...chunkHeaders, "accept-encoding": accept } })).headers;
  expect((await encoding("gzip, deflate")).get("content-encoding")).toBe("gzip");
  const plain = await encoding("identity");
  expect([plain.get("content-encoding"), Number(plain.get("content-length")) + 1]).toEqual([null, uncompressedSize]);
});

test("nobody else gets them", async () => {
  const token = await start(900);
  const { data } = await query(served.server, token, "SHOW ROLES LIKE 'R%'");
  const [{ url }] = data!.chunks as readonly [Chunk];
  const headers = data?.chunkHeaders as Record<string, string>;
  for (const [address, shown] of [
    [url, {}],
    [url, { "x-amz-server-side-encryption-customer-key": "guessed" }],
    [`${url}99`, headers],
    [url.replace(/results\/[^/]+/, "results/01000000-0000-0000-0000-000000000000"), headers],
  ] as const)
    expect((await fetch(address, { headers: shown })).status).toBe(403);
  expect((await fetch(url, { headers })).status).toBe(200);
});

test("its parts are told again with the result by its id; a small one has none", async () => {
  const token = await start(900);
  const { data } = await query(served.server, token, "SHOW ROLES LIKE 'R%'");
  expect((await get(served.server, `/queries/${String(data?.queryId)}/result`, token)).data?.chunks).toEqual(data?.chunks);
  expect((await query(served.server, token, "SELECT 1")).data).not.toHaveProperty("chunks");
});
