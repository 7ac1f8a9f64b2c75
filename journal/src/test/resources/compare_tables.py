"""Reads exported tables with pyarrow, pandas and Polars and compares every row with the journal's dump.

Arguments: the dump (a JSON object a line), the folder of the Parquet files, the folder of the CSV files.
"""

import collections
import json
import math
import pathlib
import sys

import pandas
import polars
import pyarrow
import pyarrow.parquet


def kinds(dump):
    tables = collections.defaultdict(list)
    with open(dump, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            undecoded = "bytes" in row and row["kind"] != "DocumentItem"
            tables["undecoded" if undecoded else row["kind"]].append(row)
    return tables


def expected(row, column, text):
    """The dump has a list of a set's names, and a number for an enum's value without one."""
    if "." in column and column not in row:
        field, choice = column.split(".")
        return None if row.get(field) is None else choice in row[field]
    value = row.get(column)
    return str(value) if text and isinstance(value, int) else value


def finite(value):
    """As the dump has it: JSON has no number for what is not finite."""
    if isinstance(value, list):
        return [finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def number(value):
    return value.value if isinstance(value, pandas.Timestamp) else value


def check(what, found, wanted):
    if found != wanted or isinstance(found, float) != isinstance(wanted, float):
        sys.exit(f"{what}: {found!r} is not {wanted!r}")


def parquet(path, rows):
    table = pyarrow.parquet.read_table(path, page_checksum_verification=True)
    table.validate(full=True)
    check(f"{path} rows", table.num_rows, len(rows))
    frame = polars.read_parquet(path)
    panda = pandas.read_parquet(path, dtype_backend="pyarrow")
    for column in table.schema.names:
        values = table[column]
        text = pyarrow.types.is_string(values.type)
        series = frame[column]
        if pyarrow.types.is_timestamp(values.type):
            check(f"{path} {column}", str(values.type), "timestamp[ns, tz=UTC]")
            check(f"{path} {column}", str(series.dtype), "Datetime(time_unit='ns', time_zone='UTC')")
            values = values.cast(pyarrow.int64())
            series = series.cast(polars.Int64)
        values = values.to_pylist()
        others = series.to_list()
        pandas_values = panda[column]
        for i, row in enumerate(rows):
            where = f"{path} {column} of {row['sequence']}"
            check(where, finite(values[i]), expected(row, column, text))
            check(where + " in Polars", finite(others[i]), expected(row, column, text))
            if not isinstance(values[i], list):
                value = pandas_values.iloc[i]
                value = None if value is pandas.NA or value is pandas.NaT else finite(number(value))
                check(where + " in pandas", value, expected(row, column, text))
    for row in rows:
        for field in row:
            if field not in table.schema.names and not isinstance(row[field], list):
                if not (row[field] is None and any(c.startswith(field + ".") for c in table.schema.names)):
                    sys.exit(f"{path} has no column {field}")


def csv(path, rows):
    panda = pandas.read_csv(path, dtype=str, keep_default_na=False)
    frame = polars.read_csv(path, infer_schema=False)
    check(f"{path} rows", len(panda), len(rows))
    check(f"{path} rows in Polars", frame.height, len(rows))
    check(f"{path} columns", list(panda.columns), frame.columns)
    for column in frame.columns:
        others = frame[column].to_list()
        for i, row in enumerate(rows):
            where = f"{path} {column} of {row['sequence']}"
            wanted = expected(row, column, False)
            for found in (panda[column].iloc[i], others[i] or ""):
                if isinstance(wanted, float) or found in ("NaN", "inf", "-inf") and wanted is None:
                    check(where, finite(float(found)), wanted)
                elif isinstance(wanted, list):
                    check(where, [finite(float(x)) for x in found[1:-1].split(",")], wanted)
                elif isinstance(wanted, bool):
                    check(where, found, str(wanted).lower())
                else:
                    check(where, found, "" if wanted is None else str(wanted))


def main(dump, parquets, csvs):
    tables = kinds(dump)
    for folder, extension, read in ((parquets, ".parquet", parquet), (csvs, ".csv", csv)):
        files = {path.stem: path for path in pathlib.Path(folder).iterdir()}
        check(f"tables in {folder}", sorted(files), sorted(tables))
        for name, path in files.items():
            check(f"{path}", path.suffix, extension)
            read(path, tables[name])
    print("equal:", sum(map(len, tables.values())), "rows in", len(tables), "tables")


main(*sys.argv[1:])
