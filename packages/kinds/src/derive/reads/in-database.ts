import type { Identifier } from "@snowtower/sql";
import type { Answer } from "../../observation.ts";

/** Names the database in an answer whose rows leave it to the question, as those of SHOW DATABASE ROLES do. */
export function inDatabase(answer: Answer, database: Identifier): Answer {
  if (answer.columns.includes("database_name") || answer.columns.includes("catalog_name")) return answer;
  return { ...answer, columns: [...answer.columns, "database_name"], rows: answer.rows.map((row) => [...row, database]) };
}
