import { createReadStream, createWriteStream, existsSync, readdirSync, statSync } from "node:fs";
import { copyFile, mkdir, open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Cells, ResultSet } from "../result.ts";
import { SqlError } from "../sql-error.ts";
import { DOWNLOAD_COLUMNS, type Download, type Transfer, UPLOAD_COLUMNS, type Upload } from "./transfer.ts";

/** Moves the files in this process, where no driver does it, and answers as a driver would. */
export async function transferHere(transfer: Transfer): Promise<ResultSet> {
  try {
    return await moved(transfer);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (error instanceof SqlError || code === undefined) throw error;
    throw new SqlError("253003", "22000", `The file cannot be read or written: ${code}, ${path ?? ""}`);
  }
}

async function moved(transfer: Transfer): Promise<ResultSet> {
  const rows: Cells[] = [];
  if (transfer.kind === "download") {
    await mkdir(transfer.target, { recursive: true });
    for (const file of transfer.files) rows.push(await download(transfer, file));
    return { columns: DOWNLOAD_COLUMNS, rows, status: "" };
  }
  for (const file of sources(transfer.source)) rows.push(await upload(transfer, file));
  return { columns: UPLOAD_COLUMNS, rows, status: "" };
}

function missing(path: string): SqlError {
  return new SqlError("253006", "22000", `File doesn't exist: ['${path}']`);
}

/** Wildcards are for the name of the file, not for folders. */
function sources(written: string): readonly string[] {
  const [folder, name] = [dirname(written), basename(written)];
  if (/[*?]/.test(folder) || name.includes("**")) throw missing(written);
  if (!/[*?]/.test(name)) {
    if (statSync(written, { throwIfNoEntry: false })?.isFile() !== true) throw missing(written);
    return [written];
  }
  const wild = new RegExp(
    `^${name
      .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );
  const found = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && wild.test(entry.name)) : [];
  if (found.length === 0) throw missing(written);
  return found.map((entry) => join(folder, entry.name)).sort();
}

async function upload(of: Upload, file: string): Promise<Cells> {
  const name = basename(file);
  const found = of.sourceCompression === "auto_detect" ? await detected(file) : of.sourceCompression;
  const isCompressed = found !== "none";
  const target = isCompressed || !of.autoCompress ? name : `${name}.gz`;
  const to = join(of.location, target);
  if (target === name) await copyFile(file, to);
  else await pipeline(createReadStream(file), createGzip(), createWriteStream(to, { mode: 0o600 }));
  const targetCompression = isCompressed ? found : of.autoCompress ? "gzip" : "none";
  const sizes = [statSync(file).size, statSync(to).size].map(String);
  return [name, target, ...sizes, found.toUpperCase(), targetCompression.toUpperCase(), "UPLOADED", ""];
}

const MAGIC: readonly (readonly [hex: string, compression: string])[] = [
  ["1f8b", "gzip"],
  ["425a68", "bz2"],
  ["28b52ffd", "zstd"],
  // Files that are compressed inside.
  ["50415231", "parquet"],
  ["4f5243", "orc"],
];

/** "Brotli-compressed files ... cannot currently be detected automatically" */
async function detected(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const hex = buffer.subarray(0, bytesRead).toString("hex");
    return MAGIC.find(([magic]) => hex.startsWith(magic))?.[1] ?? "none";
  } finally {
    await handle.close();
  }
}

async function download(of: Download, file: string): Promise<Cells> {
  const name = basename(file);
  const to = join(of.target, name);
  await copyFile(join(of.location, file), to);
  return [name, String(statSync(to).size), "DOWNLOADED", ""];
}
