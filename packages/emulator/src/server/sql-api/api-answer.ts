import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Cells, ColumnType } from "../../result.ts";
import type { WireQuery } from "../query-ledger.ts";
import type { Reply } from "../reply.ts";

/** An answer of the SQL API: other than drivers, its clients look at the status (docs: developer-guide/sql-api/reference). */
export interface ApiAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly link?: string;
}

/** What the client wants of the result. */
export interface Wanted {
  readonly partition: number;
  /** `nullable=false`: NULL is the text "null". */
  readonly nullAsText: boolean;
}

const unzipped = promisify(gunzip);

export function running({ id, startedOn }: WireQuery): ApiAnswer {
  const message = "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.";
  return { status: 202, body: { code: "333334", message, statementHandle: id, createdOn: startedOn, statementStatusUrl: urlOf(id) } };
}

/** 408 for a statement that reached its time-out, otherwise 422. */
export function failed(query: WireQuery, reply: Reply): ApiAnswer {
  const { id, startedOn } = query;
  const sqlState = String(reply.data?.sqlState ?? "");
  const body = { code: reply.code, message: reply.message, sqlState, statementHandle: id, createdOn: startedOn, statementStatusUrl: urlOf(id) };
  return { status: reply.code === "000630" ? 408 : 422, body };
}

export function cancelledAnswer(id: string): ApiAnswer {
  return { status: 200, body: { code: "000604", sqlState: "57014", message: "SQL execution canceled", statementHandle: id, statementStatusUrl: urlOf(id) } };
}

interface RowType {
  readonly name: string;
  readonly type: ColumnType;
}

/** `null`: there is no such partition. */
export async function succeeded(query: WireQuery, reply: Reply, { partition, nullAsText }: Wanted): Promise<ApiAnswer | null> {
  const data = reply.data ?? {};
  const rowType = (data.rowtype ?? []) as readonly RowType[];
  const first = data.rowset as readonly Cells[];
  const chunks = query.chunks?.parts ?? [];
  if (partition > chunks.length) return null;
  const part = partition === 0 ? undefined : chunks[partition - 1];
  const rows = part === undefined ? first : (JSON.parse(`[${(await unzipped(part)).toString("utf8")}]`) as readonly Cells[]);
  const cells = rows.map((row) => row.map((cell, at) => (cell === null ? (nullAsText ? "null" : null) : asJsonv2(cell, rowType[at]?.type ?? "text"))));
  const link = linkOf(query.id, partition, chunks.length);
  // Only the first partition tells of all of them.
  if (partition > 0) return { status: 200, body: { data: cells }, link };
  const ids = typeof data.resultIds === "string" ? { statementHandles: data.resultIds.split(",") } : {};
  return {
    status: 200,
    link,
    body: {
      resultSetMetaData: { numRows: Number(data.total), format: "jsonv2", partitionInfo: partitionsOf(data, first), rowType },
      data: cells,
      code: "090001",
      ...ids,
      statementStatusUrl: `${urlOf(query.id)}?requestId=${randomUUID()}&partition=0`,
      sqlState: "00000",
      statementHandle: query.id,
      message: "Statement executed successfully.",
      createdOn: query.startedOn,
      ...statsOf(rowType, first),
    },
  };
}

function partitionsOf(data: NonNullable<Reply["data"]>, first: readonly Cells[]): readonly object[] {
  const rest = (data.chunks ?? []) as readonly { rowCount: number; uncompressedSize: number; compressedSize: number }[];
  const own = { rowCount: first.length, uncompressedSize: Buffer.byteLength(JSON.stringify(first)) };
  return [own, ...rest.map(({ rowCount, uncompressedSize, compressedSize }) => ({ rowCount, uncompressedSize, compressedSize }))];
}

const COUNTS: Readonly<Record<string, string>> = {
  "number of rows inserted": "numRowsInserted",
  "number of rows updated": "numRowsUpdated",
  "number of rows deleted": "numRowsDeleted",
  "number of multi-joined rows updated": "numDuplicateRowsUpdated",
};

function statsOf(rowType: readonly RowType[], rows: readonly Cells[]): object {
  const counted = rowType.flatMap(({ name }, at) => (COUNTS[name] === undefined ? [] : [[COUNTS[name], Number(rows[0]?.[at] ?? 0)] as const]));
  if (counted.length === 0) return {};
  const none = Object.fromEntries(Object.values(COUNTS).map((name) => [name, 0]));
  return { stats: { ...none, ...Object.fromEntries(counted) } };
}

/** Booleans are words, times have nine decimals (docs: developer-guide/sql-api/handling-responses). */
function asJsonv2(cell: string, type: ColumnType): string {
  if (type === "boolean") return cell === "1" ? "true" : "false";
  if (type !== "time" && !type.startsWith("timestamp")) return cell;
  const [time = "", offset] = cell.split(" ");
  const [seconds = "", decimals = ""] = time.split(".");
  return `${seconds}.${decimals.padEnd(9, "0")}${offset === undefined ? "" : ` ${offset}`}`;
}

function urlOf(id: string): string {
  return `/api/v2/statements/${id}`;
}

function linkOf(id: string, at: number, last: number): string {
  const relations: readonly (readonly [string, number])[] = [
    ["first", 0],
    ...(at > 0 ? ([["prev", at - 1]] as const) : []),
    ...(at < last ? ([["next", at + 1]] as const) : []),
    ["last", last],
  ];
  return relations.map(([name, partition]) => `<${urlOf(id)}?requestId=${randomUUID()}&partition=${partition}>; rel="${name}"`).join(",");
}
