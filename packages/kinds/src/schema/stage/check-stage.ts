import type { CompileContext } from "../../kind.ts";
import type { Spec } from "../../spec.ts";
import type { Read, Value } from "../../value.ts";
import type { Properties } from "../../value-types/properties.ts";
import { refuse } from "../../value-types/refuse.ts";
import { checkedOptions } from "../file-format/format-options.ts";
import type { OwnFormat } from "./stage-format.ts";
import { ownCopyOptions } from "./stage-types.ts";

type Place = "INTERNAL" | "S3" | "S3COMPAT" | "GCS" | "AZURE";

const PREFIXES: readonly (readonly [RegExp, Place])[] = [
  [/^(?:s3|s3china|s3gov):\/\/[^/]/i, "S3"],
  [/^s3compat:\/\/[^/]/i, "S3COMPAT"],
  [/^gcs:\/\/[^/]/i, "GCS"],
  [/^azure:\/\/[^/]+\/[^/]/i, "AZURE"],
];

/** Which encryption there is where (docs: sql-reference/sql/create-stage). */
const ENCRYPTIONS: Readonly<Record<Place, readonly string[]>> = {
  INTERNAL: ["SNOWFLAKE_FULL", "SNOWFLAKE_SSE"],
  S3: ["AWS_CSE", "AWS_SSE_S3", "AWS_SSE_KMS", "NONE"],
  S3COMPAT: [],
  GCS: ["GCS_SSE_KMS", "NONE"],
  AZURE: ["AZURE_CSE", "NONE"],
};
const ONLY_EXTERNAL = ["storage_integration", "credentials", "endpoint"];

/** The stage of a file: what does not go together is told, what says nothing is left out. */
export function compileStage(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { fields } = spec;
  const say = (field: string, message: string, hint?: string): void => {
    refuse(context, { code: "ST1104", message, at: spec.places[field] ?? spec.at, ...(hint === undefined ? {} : { hint }) });
  };
  const place = placeOf(fields.url);
  if (place === null)
    say("url", `not the URL of a stage: "${String(fields.url)}"`, "it begins with s3://, s3gov://, s3china://, s3compat://, gcs:// or azure://");
  else {
    for (const field of place === "INTERNAL" ? ONLY_EXTERNAL : [])
      if (fields[field] !== undefined) say(field, `${field} is for an external stage, which has a url`);
    checkAccess(place, fields, say);
    checkEncryption(place, (fields.encryption ?? {}) as Properties, say);
  }
  return { ...fields, ...ownFormat(spec, context), ...ownOptions(fields.copy_options) };
}

function placeOf(url: Value | undefined): Place | null {
  if (url === undefined) return "INTERNAL";
  return PREFIXES.find(([prefix]) => prefix.test(String(url)))?.[1] ?? null;
}

type Say = (field: string, message: string, hint?: string) => void;

function checkAccess(place: Place, fields: Spec["fields"], say: Say): void {
  if (fields.storage_integration !== undefined && fields.credentials !== undefined)
    say("credentials", "storage_integration and credentials exclude each other");
  if ((place === "S3COMPAT") !== (fields.endpoint !== undefined) && place !== "INTERNAL") say("endpoint", "an s3compat url and endpoint need each other");
}

function checkEncryption(place: Place, { TYPE: type, MASTER_KEY: master, KMS_KEY_ID: kms }: Properties, say: Say): void {
  const allowed = ENCRYPTIONS[place];
  if (type !== undefined && !allowed.includes(String(type)))
    say("encryption", `a stage there has no encryption ${String(type)}`, allowed.length === 0 ? "remove it" : `it has ${allowed.join(", ")}`);
  const client = type === undefined ? master !== undefined : String(type).endsWith("_CSE");
  if (client !== (master !== undefined)) say("encryption", `master_key belongs to AWS_CSE and AZURE_CSE, and they need it`);
  if (kms !== undefined && !String(type).endsWith("_KMS")) say("encryption", "kms_key_id belongs to AWS_SSE_KMS and GCS_SSE_KMS");
}

function ownFormat(spec: Spec, context: CompileContext): { readonly file_format?: Read<Value> } {
  const format = spec.fields.file_format;
  if (format === undefined || typeof format === "string") return {};
  const { type, format_options: given = {} } = format as OwnFormat;
  const options = checkedOptions({ type, options: given, at: spec.places.file_format ?? spec.at }, context);
  if (Object.keys(options).length > 0) return { file_format: { type, format_options: options } };
  return { file_format: type === "CSV" ? undefined : { type } };
}

function ownOptions(given: Value | undefined): { readonly copy_options?: Read<Value> } {
  if (given === undefined) return {};
  const own = ownCopyOptions(given as Properties);
  return { copy_options: Object.keys(own).length === 0 ? undefined : own };
}
