import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Column, numberColumn, STATEMENT_TYPE, textColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";
import { readPattern } from "./file-pattern.ts";
import { stageLocation } from "./put-get.ts";
import { StageStatement } from "./read-stage-statement.ts";
import type { StagedFile } from "./stage-files.ts";
import { type FoundStage, findStage, type StageLocation } from "./stage-location.ts";

interface Asked {
  readonly location: StageLocation;
  readonly fits: (name: string) => boolean;
}

const LIST_COLUMNS: readonly Column[] = [textColumn("name"), numberColumn("size"), textColumn("md5"), textColumn("sha1"), textColumn("last_modified")];
const REMOVE_COLUMNS: readonly Column[] = [textColumn("name"), textColumn("result")];

/** LIST | LS @<stage> [PATTERN = '...'] (docs: sql-reference/sql/list). */
export function parseList(cursor: Cursor): Command {
  const asked = readAsked(cursor);
  return {
    type: STATEMENT_TYPE.list,
    readsOnly: true,
    describe: () => LIST_COLUMNS,
    async ahead(context) {
      const { stage, files } = chosen(context, asked, "READ", "LIST @<external stage>");
      return Promise.all(
        files.map(async ({ path, size, modifiedOn }) => [
          stage.prefix + path,
          String(size),
          await context.files.md5(stage.id, path),
          null,
          new Date(modifiedOn).toUTCString(),
        ]),
      );
    },
    run: (context) => ({ columns: LIST_COLUMNS, rows: context.ahead as readonly (readonly (string | null)[])[], status: "" }),
  };
}

/** REMOVE | RM @<stage> [PATTERN = '...'] (docs: sql-reference/sql/remove): the path is how names begin, not a folder. */
export function parseRemove(cursor: Cursor): Command {
  const asked = readAsked(cursor);
  return {
    type: STATEMENT_TYPE.remove,
    readsOnly: false,
    describe: () => REMOVE_COLUMNS,
    run(context) {
      const { stage, files } = chosen(context, asked, "WRITE", "REMOVE @<external stage>");
      for (const { path } of files) context.files.remove(stage.id, path);
      return { columns: REMOVE_COLUMNS, rows: files.map(({ path }) => [stage.prefix + path, "removed"]), status: "" };
    },
  };
}

function readAsked(cursor: Cursor): Asked {
  const statement = new StageStatement(cursor.source);
  const location = stageLocation(statement, cursor);
  return { location, fits: readPattern(statement.options(["PATTERN"]).get("PATTERN")?.value.text) };
}

function chosen(
  context: Context,
  { location, fits }: Asked,
  privilege: "READ" | "WRITE",
  external: string,
): { readonly stage: FoundStage; readonly files: readonly StagedFile[] } {
  const stage = findStage(context, location, privilege);
  // What lies in somebody's bucket cannot be seen from here.
  if (stage.isExternal) throw unsupported(external);
  const files = context.files.list(stage.id).filter(({ path }) => path.startsWith(location.path) && fits(stage.prefix + path));
  return { stage, files };
}
