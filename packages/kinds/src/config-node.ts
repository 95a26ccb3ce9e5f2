import type { Position } from "./diagnostic.ts";

/**
 * A value of the user's YAML after tags and placeholders, with its place. Scalars have YAML 1.1's types, as SnowDDL reads them;
 * a date stays text in its source form with `type: "date"`.
 */
export type ConfigNode = ConfigScalar | ConfigList | ConfigMap;

export interface ConfigScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** The text as written, before YAML gave it a type: `1.10` stays `1.10`. */
  readonly source: string;
  readonly type: "text" | "number" | "boolean" | "null" | "date";
  /** True if the value came out of a `!decrypt` or another secret's source: it must never be shown. */
  readonly secret: boolean;
  readonly at: Position;
}

export interface ConfigList {
  readonly kind: "list";
  readonly items: readonly ConfigNode[];
  readonly at: Position;
}

export interface ConfigEntry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: ConfigNode;
}

export interface ConfigMap {
  readonly kind: "map";
  /** In the order of the file; a key that is given twice stands once, with its last value. */
  readonly entries: readonly ConfigEntry[];
  readonly at: Position;
}
