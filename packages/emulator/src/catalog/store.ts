import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { chmod, type FileHandle, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AccountInfo } from "../context.ts";
import type { Catalog } from "./catalog.ts";
import type { Draft } from "./draft.ts";
import { LockFile } from "./lock-file.ts";
import { type Mutation, mutate } from "./mutation.ts";
import { encodeRecord, readRecords } from "./record.ts";
import { catalogOfSnapshot, snapshotMutations } from "./snapshot.ts";
import { StoreError } from "./store-error.ts";

/**
 * A local account's folder (mode 0700; its files 0600, they hold password hashes):
 *   lock              the process that has it open
 *   snapshot.<n>      header, then the account as mutations
 *   log.<n>           header, then one line a statement: its mutations since snapshot n
 * Every line carries a checksum. n counts compactions; the highest snapshot that is there is complete, because it got its name after it was synced.
 */
const FORMAT_VERSION = 1;

interface Header {
  readonly format: "snowtower-local-account";
  readonly version: number;
  readonly file: "snapshot" | "log";
  readonly info: AccountInfo;
  /** Of a snapshot: how many mutations follow, so that lines that are gone are missed. */
  readonly mutations?: number;
}

interface OpenStore {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly info: AccountInfo;
  /** Told to the user: a last line that a crash left unfinished and that was dropped. */
  readonly warnings: readonly string[];
}

/** A log this much longer than the account's own snapshot is compacted when the folder is opened or the log has grown. */
const COMPACT_AT_BYTES = 16 * 1024 * 1024;

/** The durable side of one account. A statement's mutations are on the disk when `append` resolves; statements that wait together share one sync. */
export class Store {
  private readonly dir: string;
  private readonly lock: LockFile;
  private readonly info: AccountInfo;
  private log: FileHandle;
  private generation: number;
  private written: number;
  private latest: Catalog;
  private waiting: { readonly text: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] = [];
  private flushing: Promise<void> | null = null;
  private broken: unknown = null;

  private constructor(parts: { dir: string; lock: LockFile; info: AccountInfo; log: FileHandle; generation: number; written: number; catalog: Catalog }) {
    this.dir = parts.dir;
    this.lock = parts.lock;
    this.info = parts.info;
    this.log = parts.log;
    this.generation = parts.generation;
    this.written = parts.written;
    this.latest = parts.catalog;
  }

  /** Opens the folder, or makes it with the account that `create` gives. */
  static async open(dir: string, create: () => { readonly info: AccountInfo; readonly draft: Draft }): Promise<OpenStore> {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    await chmod(dir, 0o700);
    const lock = LockFile.acquire(join(dir, "lock"));
    try {
      const generation = highestSnapshot(dir);
      return generation === null ? await Store.start(dir, lock, create()) : await Store.resume(dir, lock, generation);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private static async start(dir: string, lock: LockFile, account: { readonly info: AccountInfo; readonly draft: Draft }): Promise<OpenStore> {
    const { info } = account;
    const { catalog } = account.draft;
    await writeSnapshot(dir, { generation: 1, info, catalog });
    const log = await startLog(dir, { generation: 1, info });
    return { store: new Store({ dir, lock, info, log, generation: 1, written: 0, catalog }), catalog, info, warnings: [] };
  }

  private static async resume(dir: string, lock: LockFile, generation: number): Promise<OpenStore> {
    const snapshotPath = join(dir, `snapshot.${generation}`);
    const logPath = join(dir, `log.${generation}`);
    const snapshot = readRecords(snapshotPath, { forgiveTorn: false });
    const { info, mutations } = headerOf(snapshot.values[0], snapshotPath);
    if (mutations !== undefined && mutations !== snapshot.values.length - 1)
      throw new StoreError("damaged", `${snapshotPath}: it should hold ${mutations} lines after its first, and holds ${snapshot.values.length - 1}`);
    let catalog = catalogOfSnapshot(snapshot.values.slice(1) as Mutation[]);
    const warnings: string[] = [];
    // A crash between the snapshot and its log leaves no log: nothing was acknowledged since.
    if (!existsSync(logPath))
      return {
        store: new Store({ dir, lock, info, log: await startLog(dir, { generation, info }), generation, written: 0, catalog }),
        catalog,
        info,
        warnings,
      };
    const records = readRecords(logPath, { forgiveTorn: true });
    if (records.values.length > 0) headerOf(records.values[0], logPath);
    for (const mutations of records.values.slice(1) as Mutation[][]) catalog = mutations.reduce(mutate, catalog);
    const log = await open(logPath, "r+", 0o600);
    if (records.torn > 0) {
      warnings.push(`${logPath}: the last line was not complete (${records.torn} bytes) and was dropped; its statement was never acknowledged`);
      await log.truncate(records.end);
      await log.sync();
    }
    await log.close();
    if (records.values.length === 0) await rm(logPath);
    const appending = records.values.length === 0 ? await startLog(dir, { generation, info }) : await open(logPath, "a", 0o600);
    const store = new Store({ dir, lock, info, log: appending, generation, written: records.end, catalog });
    return { store, catalog, info, warnings };
  }

  append(draft: Draft): Promise<void> {
    if (this.broken !== null) return Promise.reject(this.broken);
    this.latest = draft.catalog;
    return new Promise((done, failed) => {
      this.waiting.push({ text: encodeRecord(draft.mutations), done, failed });
      this.flushing ??= this.flush();
    });
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        const text = batch.map((entry) => entry.text).join("");
        await this.log.appendFile(text);
        await this.log.datasync();
        this.written += Buffer.byteLength(text);
        for (const entry of batch) entry.done();
        if (this.written > COMPACT_AT_BYTES && this.waiting.length === 0) await this.compact();
      } catch (error) {
        // After a failed write nobody knows what is on the disk: nothing more is acknowledged.
        this.broken = new StoreError("unwritable", `the account's log cannot be written: ${error instanceof Error ? error.message : String(error)}`);
        for (const entry of [...batch, ...this.waiting]) entry.failed(this.broken);
        this.waiting = [];
      }
    }
    this.flushing = null;
  }

  /** A new snapshot and an empty log; what is older is removed. Runs with no write under way. */
  private async compact(): Promise<void> {
    const generation = this.generation + 1;
    const { dir, info } = this;
    await writeSnapshot(dir, { generation, info, catalog: this.latest });
    const log = await startLog(dir, { generation, info });
    await this.log.close();
    this.log = log;
    this.written = 0;
    for (const old of [`log.${this.generation}`, `snapshot.${this.generation}`]) await rm(join(dir, old), { force: true });
    this.generation = generation;
  }

  /** Waits for what is under way, compacts, and lets the folder go. */
  async close(): Promise<void> {
    while (this.flushing !== null) await this.flushing;
    if (this.broken === null && this.written > 0) await this.compact();
    await this.log.close();
    this.lock.release();
  }
}

function headerOf(value: unknown, path: string): Header {
  const header = value as Partial<Header> | undefined;
  if (header?.format !== "snowtower-local-account" || header.info === undefined) throw new StoreError("damaged", `${path} line 1: this is no local account`);
  if (header.version !== FORMAT_VERSION)
    throw new StoreError("damaged", `${path} line 1: format version ${header.version}; this release reads version ${FORMAT_VERSION}`);
  return header as Header;
}

function highestSnapshot(dir: string): number | null {
  const numbers = readdirSync(dir).flatMap((name) => {
    const match = /^snapshot\.(\d+)$/.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
  if (numbers.length > 0) return Math.max(...numbers);
  const stranger = readdirSync(dir).find((name) => name !== "lock" && !name.endsWith(".new"));
  if (stranger !== undefined) throw new StoreError("damaged", `${join(dir, stranger)}: the folder is not empty and holds no local account`);
  return null;
}

interface Part {
  readonly generation: number;
  readonly info: AccountInfo;
}

async function writeSnapshot(dir: string, { generation, info, catalog }: Part & { readonly catalog: Catalog }): Promise<void> {
  const path = join(dir, `snapshot.${generation}`);
  const file = await open(`${path}.new`, "w", 0o600);
  const mutations = snapshotMutations(catalog);
  const header: Header = { format: "snowtower-local-account", version: FORMAT_VERSION, file: "snapshot", info, mutations: mutations.length };
  await file.appendFile(encodeRecord(header));
  for (const chunk of chunks(mutations)) await file.appendFile(chunk.map(encodeRecord).join(""));
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
  await syncFolder(dir);
}

async function startLog(dir: string, { generation, info }: Part): Promise<FileHandle> {
  const file = await open(join(dir, `log.${generation}`), "ax", 0o600);
  await file.appendFile(encodeRecord({ format: "snowtower-local-account", version: FORMAT_VERSION, file: "log", info } satisfies Header));
  await file.sync();
  await syncFolder(dir);
  return file;
}

/** So that a file's name survives a power cut, too. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, "r");
  await folder.sync();
  await folder.close();
}

function* chunks<T>(values: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < values.length; at += 1000) yield values.slice(at, at + 1000);
}
