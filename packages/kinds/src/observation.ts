import type { Row, Statement } from "@snowtower/sql";

/** A statement that reads, and under which key its answer is kept. */
export interface ReadRequest {
  /** The statement's text: the same question is asked once. */
  readonly key: string;
  readonly statement: Statement;
}

/** A raw answer, kept verbatim. */
export interface Answer {
  readonly key: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** When it was read, ISO 8601. */
  readonly at: string;
}

/** Snowflake's refusal to answer: part of what was observed. */
interface Refusal {
  readonly key: string;
  readonly refused: string;
  readonly code?: string;
  readonly at: string;
}

export type Observation = Answer | Refusal;

export type Seen = ReadonlyMap<string, Observation>;
