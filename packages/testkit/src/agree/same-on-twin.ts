import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { readAccount } from "@snowtower/engine";
import type { Interest, Observation } from "@snowtower/kinds";
import { type Account, exactly, quoted, type Row, rehydrate, rowsOf } from "@snowtower/sql";

/** A table of which parts were read, and no list that has it. */
const UNLISTED = /were read and no row that lists it/;

/** As many differences as say enough. */
const MOST = 12;

/**
 * Reads an account, seeds a twin from nothing but the rows that were read, and reads that in the same way: every answer has to be the same. Gives the
 * differences. What the twin said beforehand that it does not have is no difference.
 */
export async function differencesOnTwin(account: Account, interest: Interest, now: () => number): Promise<readonly string[]> {
  const { facts } = account;
  const there = await readAccount(account, interest);
  const seed = { facts, results: [...resultsOf(there), ...(await closure(account))] };
  const { account: twin, holes } = await LocalAccount.seed(seed, { now });
  const unseeded = holes.flatMap(({ object, why }) => (object !== null && UNLISTED.test(why) ? [object.split(".")] : []));
  // A column or key of a table that no list had is no part of the twin, and told as a hole.
  const known = (row: Row): boolean => !unseeded.some((path) => path.every((part) => row.includes(part)));
  const connected = connectInProcess(twin, { user: facts.user, role: facts.role, ...(facts.warehouse === null ? {} : { warehouse: facts.warehouse }) });
  try {
    const here = await readAccount(connected, interest);
    return [...there.observations.values()].flatMap((observation) => difference(observation, here.observations.get(observation.key), known)).slice(0, MOST);
  } finally {
    await connected.close();
  }
}

/** What every reading stands on, though it need not ask for it: roles, users, and who holds what. */
async function closure(account: Account): Promise<readonly Result[]> {
  const [roles, users] = [await ask(account, "SHOW ROLES"), await ask(account, "SHOW USERS")];
  const namesIn = ({ columns, rows }: Result): readonly string[] => rows.map((row) => quoted(exactly(row[columns.indexOf("name")] ?? "")));
  const held = [...namesIn(roles).map((name) => `SHOW GRANTS TO ROLE ${name}`), ...namesIn(users).map((name) => `SHOW GRANTS TO USER ${name}`)];
  return [roles, users, await ask(account, "SHOW GRANTS ON ACCOUNT"), ...(await Promise.all(held.map((statement) => ask(account, statement))))];
}

interface Result {
  readonly statement: string;
  readonly role?: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

async function ask(account: Account, statement: string): Promise<Result> {
  const role = exactly("ACCOUNTADMIN");
  const [outcome] = await account.execute({ statements: [rehydrate({ text: statement, secrets: [] })], role });
  return { statement, role, ...(await rowsOf(outcome)) };
}

type Answer = Extract<Observation, { readonly rows: unknown }>;
type AccountReading = Awaited<ReturnType<typeof readAccount>>;

function isAnswer(observation: Observation | undefined): observation is Answer {
  return observation !== undefined && "rows" in observation;
}

function resultsOf({ observations }: AccountReading): readonly Result[] {
  return [...observations.values()].filter(isAnswer).map(({ key, columns, rows }) => ({ statement: key, columns, rows }));
}

function difference(there: Observation, here: Observation | undefined, known: (row: Row) => boolean): readonly string[] {
  const asked = there.key.replace(/\s+/g, " ");
  if (here === undefined) return [`${asked}: is not asked of the twin`];
  if (!isAnswer(there)) return isAnswer(here) ? [`${asked}: the twin answers what was refused`] : [];
  if (!isAnswer(here)) return [`${asked}: the twin refuses it`];
  if (there.columns.join() !== here.columns.join()) return [`${asked}: columns ${there.columns.join()} there, ${here.columns.join()} on the twin`];
  const expected = /^SHOW (?:COLUMNS|\w+ KEYS) /.test(asked) ? there.rows.filter(known) : there.rows;
  if (expected.length !== here.rows.length) return [`${asked}: ${expected.length} rows there, ${here.rows.length} on the twin`];
  // The rows of a query without ORDER BY have no order (docs: sql-reference/constructs/order-by).
  const ordered = (rows: readonly Row[]): readonly Row[] =>
    asked.startsWith("SELECT")
      ? rows
          .map((row) => JSON.stringify(row))
          .sort()
          .map((row): Row => JSON.parse(row))
      : rows;
  const [theirs, ours] = [ordered(expected), ordered(here.rows)];
  return theirs.flatMap((row, i) =>
    row.flatMap((cell, at) =>
      cell === ours[i]?.[at]
        ? []
        : [`${asked}: row ${i + 1} ${there.columns[at] ?? ""} is ${JSON.stringify(cell)} there, ${JSON.stringify(ours[i]?.[at])} on the twin`],
    ),
  );
}
