"""Queries that every visit makes alike: their SQL is built once in each process.

To build such a query takes Django several times as long as it takes the database to answer it.
"""

import datetime

from django.db import connection
from django.db.models.query import get_related_populators

# What stands for a moment and for a number while the SQL is built.
MARKS = {datetime.datetime: datetime.datetime(1948, 7, 5, tzinfo=datetime.UTC), int: -19480705}


class Prepared:
    """A QuerySet that is asked again and again, about different moments or numbers.

    `build(*values)` returns it; nothing but the values may make a difference: at most one aware
    datetime and one int.
    """

    def __init__(self, build):
        self.build = build
        self._built = self._reader = None

    def rows(self, *values):
        """The rows of a QuerySet of `values_list` for `values`, as a list of tuples or lists."""
        if self._built is None:
            self._built = self._prepare(values)
        compiler, sql, params, converters = self._built
        stands_for = {_as_param(MARKS[type(value)]): _as_param(value) for value in values}
        with connection.cursor() as cursor:
            cursor.execute(sql, [stands_for.get(param, param) for param in params])
            rows = cursor.fetchall()
        return list(compiler.apply_converters(rows, converters)) if converters else rows

    def objects(self, *values):
        """The objects of any other QuerySet, with what it selects as related, as a list."""
        rows = self.rows(*values)
        if self._reader is None:
            self._reader = _reader(self._built[0])
        return [self._reader(row) for row in rows]

    def first(self, *values):
        """The first of `objects`, or None."""
        return next(iter(self.objects(*values)), None)

    def _prepare(self, values):
        query = self.build(*(MARKS[type(value)] for value in values)).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        shown = [expression for expression, _, _ in compiler.select]
        return compiler, sql, params, compiler.get_converters(shown)


def _reader(compiler):
    """What makes an object of a row, as Django's ModelIterable does."""
    model, indexes = (compiler.klass_info[name] for name in ("model", "select_fields"))
    own = slice(indexes[0], indexes[-1] + 1)
    names = [column.target.attname for column, *_ in compiler.select[own]]
    related = get_related_populators(compiler.klass_info, compiler.select, connection.alias)

    def read(row):
        made = model.from_db(connection.alias, names, row[own])
        for populator in related:
            populator.populate(row, made)
        return made

    return read


def _as_param(value):
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
