import { text as textFragment } from "@snowtower/sql";
import { sameValue } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { caseless } from "../../value-types/caseless.ts";
import { accountName } from "../../value-types/name.ts";
import { type Properties, properties } from "../../value-types/properties.ts";
import { refuse } from "../../value-types/refuse.ts";
import { bool, int, oneOf, text } from "../../value-types/scalar.ts";
import { type SecretValue, secretText } from "../../value-types/secret-text.ts";

type Fields = { readonly [property: string]: ValueType };

/** A secret inside of others: where a value is shown as a file would have it, it is not. */
const hidden = { ...secretText, write: () => "(secret)" } as ValueType<SecretValue> as unknown as ValueType;

/** How Snowflake gets into the place outside. All of it is kept secret, also what some clouds do not call so. */
export const credentials = properties(
  { AWS_KEY_ID: hidden, AWS_SECRET_KEY: hidden, AWS_TOKEN: hidden, AWS_ROLE: hidden, AZURE_SAS_TOKEN: hidden },
  { says: "credentials of a stage", each: "credential" },
);

const ENCRYPTIONS = oneOf(["SNOWFLAKE_FULL", "SNOWFLAKE_SSE", "AWS_CSE", "AWS_SSE_S3", "AWS_SSE_KMS", "GCS_SSE_KMS", "AZURE_CSE", "NONE"]);
const encryptionFields = { TYPE: { ...ENCRYPTIONS, render: textFragment }, MASTER_KEY: hidden, KMS_KEY_ID: text } as unknown as Fields;

/**
 * The encryption of the files. Of an external stage the account only tells whether it has a key: such a value, `{ HAS_KEY }`, is like every
 * described one that has a key, or has none; where the cloud keeps the key, there is no telling. Of an internal stage the account tells the type.
 */
export const encryption: ValueType<Properties> = {
  ...properties(encryptionFields, { says: "encryption of a stage", each: "property of encryption" }),
  isWhole: (value) => value.HAS_KEY === undefined,
  same(a, b) {
    if (a.HAS_KEY !== undefined || b.HAS_KEY !== undefined) return mayBeSame(a, b);
    const { TYPE: typeA = "SNOWFLAKE_FULL", ...restA } = a;
    const { TYPE: typeB = "SNOWFLAKE_FULL", ...restB } = b;
    return typeA === typeB && sameValue(restA, restB);
  },
};

function mayBeSame(a: Properties, b: Properties): boolean {
  const [x, y] = [hasKey(a), hasKey(b)];
  return x === undefined || y === undefined || x === y;
}

function hasKey({ HAS_KEY: told, MASTER_KEY: master, KMS_KEY_ID: kms, TYPE: type }: Properties): boolean | undefined {
  if (typeof told === "boolean") return told;
  if (master !== undefined || kms !== undefined) return true;
  return type === undefined || type === "NONE" ? false : undefined;
}

const integration = accountName({ prefixed: false });

/** The directory table. Topics and integrations that tell of new files are not read back, and are said when it is created. */
export const directory: ValueType<Properties> = {
  ...properties(
    { ENABLE: bool, AUTO_REFRESH: bool, REFRESH_ON_CREATE: bool, AWS_SNS_TOPIC: text, NOTIFICATION_INTEGRATION: integration } as unknown as Fields,
    { says: "the directory of a stage", each: "property of a directory" },
  ),
  same: (a, b) => ["ENABLE", "AUTO_REFRESH"].every((name) => (a[name] ?? false) === (b[name] ?? false)),
};

const onError: ValueType<string> = {
  ...text,
  says: "CONTINUE, SKIP_FILE, SKIP_FILE_10, SKIP_FILE_10% or ABORT_STATEMENT",
  schema: {
    type: "string",
    anyOf: [
      { enum: ["CONTINUE", "SKIP_FILE", "ABORT_STATEMENT"] },
      { pattern: `${caseless(["CONTINUE", "ABORT_STATEMENT"])}|${caseless(["SKIP_FILE"]).slice(0, -1)}(?:_[0-9]+%?)?$` },
    ],
  },
  parse(node, context) {
    const written = text.parse(node, context)?.toUpperCase();
    if (written === undefined || /^(CONTINUE|ABORT_STATEMENT|SKIP_FILE(_\d+%?)?)$/.test(written)) return written;
    return refuse(context, { code: "ST1104", message: `expected ${this.says}, found "${written}"`, at: node.at });
  },
};

const COPY_FIELDS = {
  ON_ERROR: onError,
  SIZE_LIMIT: int({ min: 1 }),
  PURGE: bool,
  RETURN_FAILED_ONLY: bool,
  ENFORCE_LENGTH: bool,
  TRUNCATECOLUMNS: bool,
  FORCE: bool,
} as unknown as Fields;

/** What holds of an option that is not given; SIZE_LIMIT is none then (docs: sql-reference/sql/desc-stage). */
const COPY_DEFAULTS: Properties = {
  ON_ERROR: "ABORT_STATEMENT",
  PURGE: false,
  RETURN_FAILED_ONLY: false,
  ENFORCE_LENGTH: true,
  TRUNCATECOLUMNS: false,
  FORCE: false,
};

/** Options of COPY INTO that hold where the statement says nothing. TRUNCATECOLUMNS and ENFORCE_LENGTH are one option said in two ways. */
export const copyOptions: ValueType<Properties> = {
  ...properties(COPY_FIELDS, { says: "copy options of a stage", each: "copy option" }),
  same: (a, b) => sameValue(completeCopyOptions(a), completeCopyOptions(b)),
};

function completeCopyOptions(options: Properties): Properties {
  const { TRUNCATECOLUMNS: _truncates, ENFORCE_LENGTH: _enforces, ...rest } = { ...COPY_DEFAULTS, ...options };
  return { ...rest, TRUNCATECOLUMNS: options.TRUNCATECOLUMNS === true || options.ENFORCE_LENGTH === false };
}

/** The options that differ from what holds anyway. */
export function ownCopyOptions(options: Properties): Properties {
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => !sameValue(value, COPY_DEFAULTS[name])));
}

/** As ALTER has to say them: what is given, and what was given before and goes back to its default. */
export function changedCopyOptions(from: Properties, to: Properties): Properties {
  const gone = Object.keys(from).filter((name) => to[name] === undefined && COPY_DEFAULTS[name] !== undefined);
  return { ...Object.fromEntries(gone.map((name) => [name, COPY_DEFAULTS[name] as Properties[string]])), ...to };
}
