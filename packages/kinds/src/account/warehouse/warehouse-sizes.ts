/** The sizes as CREATE takes them, each costing twice the one before (docs: sql-reference/sql/create-warehouse, user-guide/warehouses-overview). */
export const WAREHOUSE_SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "XXXLARGE", "X4LARGE", "X5LARGE", "X6LARGE"] as const;
