import { createHash, randomUUID } from "node:crypto";
import { cpSync, createReadStream, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Id } from "../catalog/entry.ts";

export interface StagedFile {
  /** The path on the stage. */
  readonly path: string;
  readonly size: number;
  readonly modifiedOn: number;
}

/**
 * The files on the internal stages of one account, in `<folder>/<number of the stage, table or user>/`: `data/` has them by their paths (`stored`).
 * Clients on this machine copy them themselves (LOCAL_FS): what they bring lies in `in/<n>-<over|keep>/` until the stage is looked at next,
 * what they fetch is linked into `out/<n>/`.
 */
export class StageFiles {
  private folder: string | null;
  private readonly isTemporary: boolean;
  private uploads = 0;

  /** `null`: a folder for temporary files, made when it is needed and gone when this is closed. */
  constructor(folder: string | null) {
    this.folder = folder;
    this.isTemporary = folder === null;
  }

  /** A new place for files that are put at `path` of a stage. */
  incoming(stage: Id, of: { readonly path: string; readonly overwrite: boolean }): string {
    let place: string;
    do place = join(this.root(), String(stage), "in", `${++this.uploads}-${of.overwrite ? "over" : "keep"}`);
    while (existsSync(place));
    const folder = join(place, of.path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** A folder in which files of a stage lie under their own names alone. */
  outgoing(stage: Id, paths: readonly string[]): string {
    const folder = join(this.root(), String(stage), "out", randomUUID());
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const path of paths) linkSync(this.place(stage, path), join(folder, basename(path)));
    return folder;
  }

  /** By path, in the order of their code points. */
  list(stage: Id): readonly StagedFile[] {
    if (this.folder === null) return [];
    this.settle(stage);
    return filesBelow(this.dataOf(stage))
      .map(pathOf)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((path) => {
        const { size, mtimeMs } = statSync(this.place(stage, path));
        return { path, size, modifiedOn: mtimeMs };
      });
  }

  async md5(stage: Id, path: string): Promise<string> {
    const hash = createHash("md5");
    for await (const chunk of createReadStream(this.place(stage, path))) hash.update(chunk as Buffer);
    return hash.digest("hex");
  }

  /** The same, for a statement that is about to take effect. */
  md5Now(stage: Id, path: string): string {
    return createHash("md5")
      .update(readFileSync(this.place(stage, path)))
      .digest("hex");
  }

  remove(stage: Id, path: string): void {
    rmSync(this.place(stage, path), { force: true });
  }

  /** Forgets the files of what is no more. */
  sweep(isThere: (id: Id) => boolean): void {
    if (this.folder === null || !existsSync(this.folder)) return;
    for (const name of readdirSync(this.folder)) if (!isThere(Number(name) as Id)) rmSync(join(this.folder, name), { recursive: true });
  }

  /** A copy for an account that starts where this one is. */
  fork(): StageFiles {
    const copy = new StageFiles(null);
    if (this.folder !== null && existsSync(this.folder)) cpSync(this.folder, copy.root(), { recursive: true });
    return copy;
  }

  close(): void {
    if (this.isTemporary && this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
  }

  private dataOf(stage: Id): string {
    return join(this.root(), String(stage), "data");
  }

  private place(stage: Id, path: string): string {
    return join(this.dataOf(stage), stored(path));
  }

  private root(): string {
    if (this.folder === null) this.folder = mkdtempSync(join(tmpdir(), "snowtower-stage-"));
    else mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    return this.folder;
  }

  /** Takes over what clients have brought: a file that is there stays unless they said OVERWRITE. */
  private settle(stage: Id): void {
    const incoming = join(this.root(), String(stage), "in");
    const places = (existsSync(incoming) ? readdirSync(incoming) : []).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    for (const place of places) {
      for (const path of filesBelow(join(incoming, place))) {
        const [from, to] = [join(incoming, place, path), this.place(stage, path)];
        mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
        if (place.endsWith("-over")) renameSync(from, to);
        else keepOrTake(from, to);
      }
    }
  }
}

/** A folder's name ends in `%`, so that a file may have the name of a folder, as it may in a cloud's storage. */
function stored(path: string): string {
  const parts = path.split("/").map((part) => part.replaceAll("%", "%25"));
  return [...parts.slice(0, -1).map((part) => `${part}%`), parts.at(-1) ?? ""].join("/");
}

function pathOf(place: string): string {
  return place
    .split("/")
    .map((part) => part.replace(/%$/, "").replaceAll("%25", "%"))
    .join("/");
}

function keepOrTake(from: string, to: string): void {
  if (!existsSync(to)) linkSync(from, to);
  rmSync(from);
}

function filesBelow(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    );
}
