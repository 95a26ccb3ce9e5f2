import type { Column } from "../result.ts";
import { numberColumn, textColumn } from "../result.ts";

/** Files that the client moves itself: the server only says where they are (protocol notes 1.6). */
export type Transfer = Upload | Download;

export interface Upload {
  readonly kind: "upload";
  /** The client's path, with its wildcards. */
  readonly source: string;
  /** A folder of this machine. */
  readonly location: string;
  readonly path: string;
  readonly parallel: number;
  readonly autoCompress: boolean;
  /** In lower case: `auto_detect`, `gzip`, `none`. */
  readonly sourceCompression: string;
  readonly overwrite: boolean;
}

export interface Download {
  readonly kind: "download";
  /** The folder that the files are relative to. */
  readonly location: string;
  readonly files: readonly string[];
  /** The client's folder. */
  readonly target: string;
  readonly parallel: number;
}

/** What drivers answer in the end. */
export const UPLOAD_COLUMNS: readonly Column[] = [
  textColumn("source"),
  textColumn("target"),
  numberColumn("source_size"),
  numberColumn("target_size"),
  textColumn("source_compression"),
  textColumn("target_compression"),
  textColumn("status"),
  textColumn("message"),
];

export const DOWNLOAD_COLUMNS: readonly Column[] = [textColumn("file"), numberColumn("size"), textColumn("status"), textColumn("message")];
