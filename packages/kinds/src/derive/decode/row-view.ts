import type { Answer } from "../../observation.ts";
import type { RowView } from "../../rows.ts";

/** The rows of answers, read by column name; the index of columns is made once an answer. */
export function rowViews(answers: readonly Answer[]): RowView[] {
  return answers.flatMap((answer) => {
    const index = new Map(answer.columns.map((column, i) => [column, i]));
    return answer.rows.map((row) => ({
      get(column: string): string | null | undefined {
        const at = index.get(column);
        return at === undefined ? undefined : (row[at] ?? null);
      },
    }));
  });
}
