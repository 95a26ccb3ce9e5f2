/** Classes that a query can name behind FROM, and that share their names in a schema. */
export const TABLE_LIKE: readonly string[] = [
  "TABLE",
  "VIEW",
  "MATERIALIZED VIEW",
  "DYNAMIC TABLE",
  "EXTERNAL TABLE",
  "EVENT TABLE",
  "HYBRID TABLE",
  "ICEBERG TABLE",
];
