import { parseQualifiedName } from "@snowtower/sql";
import type { ObjectChange } from "../change.ts";
import { field } from "../field.ts";
import { formerName } from "../former-name.ts";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import { accountName } from "../value-types/name.ts";
import { text } from "../value-types/scalar.ts";
import { fileFormat } from "./file-format.ts";
import { compileStage } from "./stage/check-stage.ts";
import { decodeStage } from "./stage/decode-stage.ts";
import { alterStage, createStage, isExternal, replaceReasons } from "./stage/render-stage.ts";
import { stageFormat } from "./stage/stage-format.ts";
import { copyOptions, credentials, directory, encryption } from "./stage/stage-types.ts";

const FILES = "the files on it";

export const stage = defineKind({
  name: "stage",
  label: "STAGE",
  plural: "STAGES",
  scope: "schema",
  layout: "object file",
  files: true,
  doc: "A place for files that are loaded or unloaded: inside of Snowflake, or with a URL outside of it.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-stage",
  fields: {
    url: field({ ...text, says: "the URL of a place outside" }, "Where the files are; without it they are inside of Snowflake.", {
      from: { show: "url" },
      destroys: (from, to) => from === undefined && to !== undefined,
    }),
    storage_integration: field(accountName({ prefixed: false }), "The storage integration that opens the place outside.", {
      from: { show: "storage_integration" },
    }),
    endpoint: field(text, "The endpoint of S3-compatible storage.", { from: { show: "endpoint" } }),
    credentials: field(credentials, "Credentials for the place outside, where there is no storage integration: aws_key_id, aws_secret_key, ...", {
      secret: true,
    }),
    encryption: field(encryption, "type, and master_key or kms_key_id where the type has one.", {
      default: {},
      untold: true,
      destroys: (from) => from?.HAS_KEY === undefined,
    }),
    directory: field(directory, "The directory table: enable, auto_refresh, refresh_on_create, aws_sns_topic, notification_integration.", { default: {} }),
    file_format: field(stageFormat, "The name of a file format, or a type with its format_options; CSV if the file does not say."),
    copy_options: field(copyOptions, "Options of COPY INTO that hold where it says nothing: on_error, size_limit, purge, ...", { default: {} }),
    comment: field(text, "A comment.", { from: { show: "comment" }, group: "envelope" }),
  },
  config: formerName,
  renames: true,
  sources: [{ from: "show", what: "STAGES", paged: false, late: { view: "STAGES", latency: "2 hours" } }, { from: "describe" }],
  needs: {
    create: [{ privilege: "CREATE STAGE", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  replace: {
    loses: [
      `${FILES}, if it is internal`,
      "pipes, external tables and streams that read from it have to be made again",
      "tags that are set on it",
      "its time of creation",
    ],
    grants: "lost",
  },
  bears: { tags: "STAGE" },
  accepts: ({ row }) => row.get("type")?.includes("TEMPORARY") !== true,
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION" || /^SN_TEMP_OBJECT_\d+$/.test(row.get("name") ?? ""),
  decode: decodeStage,
  compile: compileStage,
  refs: namedFormat,
  create: (object, how) => [createStage(object, how)],
  alter: alterStage,
  holds: (object) => (isExternal(object) ? [] : [FILES]),
  whyReplace: (change) => replaceReasons(change, change.fields),
  danger: stageDanger,
});

function namedFormat(object: AnyObject): readonly ObjectId[] {
  const format = known(object.fields.file_format);
  return typeof format === "string" ? [idOf(fileFormat.name, parseQualifiedName(format) ?? [])] : [];
}

function stageDanger({ how, from, fields }: ObjectChange): readonly string[] {
  const files = how === "replace" && from !== null && !isExternal(from) ? [`${FILES} are lost`] : [];
  // docs: sql-reference/sql/alter-stage, the warning at URL.
  const url = how === "alter" && fields.includes("url") ? ["pipes and external tables that are told of new files there are told no more"] : [];
  return [...files, ...url];
}
