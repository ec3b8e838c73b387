"""Many packages in one lake of Parquet files, asked by DuckDB or by Apache Spark."""
