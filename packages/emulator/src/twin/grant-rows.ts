import type { Asked } from "./asked.ts";
import { momentOf, type NamedRow } from "./row.ts";

/** Texts by number: a million grants name the same few thousand roles and privileges again and again. */
export class Texts {
  private readonly numbers = new Map<string, number>();
  readonly all: string[] = [];

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const next = this.all.length;
    this.numbers.set(text, next);
    this.all.push(text);
    return next;
  }
}

/** One grant of SHOW GRANTS or SHOW FUTURE GRANTS, as it was read. */
export interface GrantRow {
  readonly privilege: string;
  readonly grantedOn: string;
  readonly name: string;
  readonly grantedTo: string;
  readonly grantee: string;
  readonly grantOption: boolean;
  /** Empty: Snowflake itself. */
  readonly grantedBy: string;
  readonly grantorType: string;
  /** The database the statement named, where only a bare name of a database role was printed. */
  readonly database: string;
  readonly createdOn: number;
  /** The same number for the same `grantedOn` and `name`, `grantedTo` and `grantee`, `grantorType` and `grantedBy`. */
  readonly keys: { readonly object: number; readonly grantee: number; readonly grantor: number };
}

const FIELDS = 9;
/** More texts than an account can have, and few enough for two numbers to be one. */
const MOST_WORDS = 2 ** 26;
const COLUMNS = {
  grants: { on: "granted_on", to: "granted_to" },
  "future grants": { on: "grant_on", to: "grant_to" },
} as const;

/** Rows of grants, kept small until the objects they name are known. */
export class GrantRows {
  private readonly texts: Texts;
  private numbers = new Int32Array(FIELDS * 1024);
  private times = new Float64Array(1024);
  private count = 0;
  private isOnAccount = false;

  constructor(texts: Texts) {
    this.texts = texts;
  }

  /** Is a grant on the account among them? */
  get knowsAccount(): boolean {
    return this.isOnAccount;
  }

  add(row: NamedRow, asked: Extract<Asked, { kind: "grants" | "future grants" }>): void {
    const { places, cells } = row;
    const at = (column: string): string => {
      const place = places.get(column);
      return place === undefined ? "" : (cells[place] ?? "");
    };
    const { on, to } = COLUMNS[asked.kind];
    // SHOW GRANTS OF ROLE, and in older accounts TO USER, print the role alone.
    const isRoleOnly = !places.has(on);
    this.grow();
    const from = this.count * FIELDS;
    const fields = [
      isRoleOnly ? "USAGE" : at("privilege"),
      isRoleOnly ? (asked.database === null ? "ROLE" : "DATABASE_ROLE") : at(on),
      isRoleOnly ? (asked.database === null ? `"${at("role").replaceAll('"', '""')}"` : `${quoted(asked.database)}.${quoted(at("role"))}`) : at("name"),
      at(to),
      at("grantee_name"),
      /^(true|1|y)$/i.test(at("grant_option")) ? "true" : "",
      at("granted_by"),
      at("granted_by_role_type"),
      asked.database ?? "",
    ];
    for (let i = 0; i < FIELDS; i++) this.numbers[from + i] = this.texts.numberOf(fields[i] ?? "");
    this.isOnAccount ||= fields[1] === "ACCOUNT";
    this.times[this.count++] = momentOf(at("created_on")) ?? 0;
  }

  *[Symbol.iterator](): Iterator<GrantRow> {
    const { all } = this.texts;
    for (let i = 0; i < this.count; i++) {
      const number = (of: number): number => this.numbers[i * FIELDS + of] ?? 0;
      const field = (of: number): string => all[number(of)] ?? "";
      const pair = (a: number, b: number): number => number(a) * MOST_WORDS + number(b);
      yield {
        privilege: field(0),
        grantedOn: field(1),
        name: field(2),
        grantedTo: field(3),
        grantee: field(4),
        grantOption: field(5) === "true",
        grantedBy: field(6),
        grantorType: field(7),
        database: field(8),
        createdOn: this.times[i] ?? 0,
        keys: { object: pair(2, 1), grantee: pair(4, 3), grantor: pair(6, 7) },
      };
    }
  }

  get size(): number {
    return this.count;
  }

  private grow(): void {
    if (this.count < this.times.length) return;
    const numbers = new Int32Array(this.numbers.length * 2);
    numbers.set(this.numbers);
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.numbers = numbers;
    this.times = times;
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
