// What a writer does, statement by statement, and what an account then holds: the same on both sides of a kill.

/** The statement number i; the writer sends them in order. */
export function statementAt(i) {
  const block = i - (i % 6);
  return [
    `CREATE ROLE r${block} COMMENT = 'c${i}'`,
    `CREATE TABLE d.s.t${block} (a NUMBER, b VARCHAR)`,
    `GRANT SELECT ON TABLE d.s.t${block} TO ROLE r${block}`,
    `ALTER ROLE r${block} RENAME TO x${block}`,
    `ALTER TABLE d.s.t${block} ADD COLUMN c${block} DATE`,
    `DROP ROLE x${block}`,
  ][i % 6];
}

/** Of the last blocks: what is there after the statements 0 to i. Older ones do not change any more. */
export function expectedAfter(i, blocks) {
  return blocks.map((block) => {
    const done = i - block;
    const role = done < 0 || done >= 5 ? null : done >= 3 ? `X${block}` : `R${block}`;
    return { block, role, table: done >= 1, columns: done >= 4 ? 3 : done >= 1 ? 2 : 0, grants: role !== null && done >= 2 ? 1 : 0 };
  });
}

/** The blocks that a kill near statement i can have touched, and one before them. */
export function blocksNear(i) {
  const last = i + 1 - ((i + 1) % 6);
  return [last - 6, last].filter((block) => block >= 0);
}

/** What an account holds of these blocks, in the same form. */
export async function foundIn(session, blocks) {
  const found = [];
  for (const block of blocks) {
    const roles = [...(await rows(session, `SHOW ROLES LIKE 'R${block}'`)), ...(await rows(session, `SHOW ROLES LIKE 'X${block}'`))].map((row) => row.name);
    const role = roles[0] ?? null;
    const table = (await rows(session, `SHOW TABLES LIKE 'T${block}' IN SCHEMA d.s`)).length === 1;
    const columns = table ? (await rows(session, `DESCRIBE TABLE d.s.t${block}`)).length : 0;
    const grants = role === null ? 0 : (await rows(session, `SHOW GRANTS TO ROLE ${role}`)).filter((row) => row.privilege === "SELECT").length;
    found.push({ block, role, table, columns, grants });
  }
  return found;
}

async function rows(session, text) {
  const [outcome] = await session.execute(text);
  if (outcome.kind !== "done") throw new Error(`${text}: ${outcome.error?.message ?? outcome.kind}`);
  const { columns, rows: cells } = outcome.result;
  return cells.map((row) => Object.fromEntries(columns.map((column, i) => [column.name, row[i]])));
}
