import { basename } from "node:path";
import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { compilationError, invalidValue, SqlError } from "../sql-error.ts";
import { readPattern } from "./file-pattern.ts";
import { type StageOption, StageStatement } from "./read-stage-statement.ts";
import { type FoundStage, findStage, readStageLocation, type StageLocation } from "./stage-location.ts";
import { DOWNLOAD_COLUMNS, UPLOAD_COLUMNS } from "./transfer.ts";

type Options = ReadonlyMap<string, StageOption>;

const COMPRESSIONS = ["AUTO_DETECT", "GZIP", "BZ2", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE"];

/** PUT file://<path> @<internal stage> (docs: sql-reference/sql/put): the client copies the files, so that success means no more than that it may. */
export function parsePut(cursor: Cursor): Command {
  const statement = new StageStatement(cursor.source);
  const source = filePath(statement);
  const location = stageLocation(statement, cursor);
  const options = statement.options(["PARALLEL", "AUTO_COMPRESS", "SOURCE_COMPRESSION", "OVERWRITE"]);
  const parallel = parallelIn(options, 4);
  const autoCompress = booleanIn(options, "AUTO_COMPRESS", true);
  const overwrite = booleanIn(options, "OVERWRITE", false);
  const sourceCompression = (options.get("SOURCE_COMPRESSION")?.value.text ?? "AUTO_DETECT").toUpperCase();
  if (!COMPRESSIONS.includes(sourceCompression)) throw invalidValue(sourceCompression, "SOURCE_COMPRESSION");
  return {
    type: STATEMENT_TYPE.put,
    readsOnly: false,
    describe: () => UPLOAD_COLUMNS,
    run(context) {
      const stage = internalStage(context, location, "WRITE");
      const { path } = location;
      const place = context.files.incoming(stage.id, { path, overwrite });
      const transfer = {
        kind: "upload",
        source,
        location: place,
        path,
        parallel,
        autoCompress,
        sourceCompression: sourceCompression.toLowerCase(),
        overwrite,
      } as const;
      return { columns: UPLOAD_COLUMNS, rows: [], status: "", transfer };
    },
  };
}

/** GET @<internal stage> file://<folder> (docs: sql-reference/sql/get). */
export function parseGet(cursor: Cursor): Command {
  const statement = new StageStatement(cursor.source);
  const location = stageLocation(statement, cursor);
  const target = filePath(statement);
  const options = statement.options(["PARALLEL", "PATTERN"]);
  const parallel = parallelIn(options, 10);
  const fits = readPattern(options.get("PATTERN")?.value.text);
  return {
    type: STATEMENT_TYPE.get,
    readsOnly: false,
    describe: () => DOWNLOAD_COLUMNS,
    run(context) {
      const stage = internalStage(context, location, "READ");
      const files = context.files
        .list(stage.id)
        .map(({ path }) => path)
        .filter((path) => path.startsWith(location.path) && fits(stage.prefix + path));
      const names = files.map((file) => basename(file));
      requireOneOfEach(names);
      const place = context.files.outgoing(stage.id, files);
      return { columns: DOWNLOAD_COLUMNS, rows: [], status: "", transfer: { kind: "download", location: place, files: names, target, parallel } };
    },
  };
}

/** "you can't download multiple files named tmp.parquet that are in different subdirectories" */
function requireOneOfEach(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new SqlError("091017", "22000", `Several files are named '${twice}': GET does not keep the folders of a stage.`);
}

function internalStage(context: Context, location: StageLocation, privilege: "READ" | "WRITE"): FoundStage {
  const stage = findStage(context, location, privilege);
  if (stage.isExternal) throw new SqlError("091003", "0A000", "GET and PUT commands are not supported with external stage");
  return stage;
}

function filePath(statement: StageStatement): string {
  const piece = statement.argument();
  const [, path = ""] = /^file:\/\/(.+)$/is.exec(piece.text) ?? [];
  if (path === "") throw statement.unexpected(piece);
  return path;
}

export function stageLocation(statement: StageStatement, cursor: Cursor): StageLocation {
  const piece = statement.argument();
  const location = readStageLocation(piece.text, cursor.options);
  if (location === null) throw statement.unexpected(piece);
  return location;
}

function parallelIn(options: Options, fallback: number): number {
  const written = options.get("PARALLEL")?.value.text;
  if (written === undefined) return fallback;
  if (!/^[1-9]\d?$/.test(written)) throw invalidValue(written, "PARALLEL");
  return Number(written);
}

function booleanIn(options: Options, name: string, fallback: boolean): boolean {
  const written = options.get(name)?.value.text.toUpperCase();
  if (written === undefined) return fallback;
  if (written !== "TRUE" && written !== "FALSE") throw compilationError("001008", "22023", `invalid value [${written}] for parameter '${name}'`);
  return written === "TRUE";
}
