// The history of a map: rows of numbers, whose columns are named.

// Returns: the values of a column; nothing for a column that there isn't.
export function column(history, name) {
    const place = history.columns.indexOf(name);
    return place < 0 ? [] : history.rows.map((row) => row[place]);
}
