// How each map looks, the same in every plot and in every report: colour (page.css), dashes, width,
// and the shape of its mark, since colours alone don't tell lines apart for everyone.

const known = ["ebb", "ebb-go", "boost", "absl", "sparsehash", "std", "tbb", "ebb-eager"];

function polygon(corners, turn) {
    return Array.from({length: corners}, (_, corner) => {
        const angle = 2 * Math.PI * (corner / corners + turn);
        return [Math.cos(angle), Math.sin(angle)];
    });
}

const looks = [
    {dash: [], width: 2.5, shape: polygon(24, 0)},
    {dash: [7, 3], width: 2, shape: polygon(4, 0)},
    {dash: [], width: 1.5, shape: polygon(4, 1 / 8)},
    {dash: [9, 4], width: 1.5, shape: polygon(3, -1 / 4)},
    {dash: [3, 3], width: 1.5, shape: polygon(3, 1 / 4)},
    {dash: [10, 3, 2, 3], width: 1.5, shape: polygon(5, -1 / 4)},
    {dash: [2, 2], width: 2, shape: polygon(6, 0)},
    {dash: [12, 2, 2, 2, 2, 2], width: 1.5, shape: polygon(3, 0)},
];

// Returns: a style for each of the names. Unknown ones take what the known ones leave, and where
// there are more names than styles some look alike.
export function map_styles(names) {
    const free = looks.map((_, index) => index).filter((index) => !names.includes(known[index]));
    let taken = 0;
    return names.map((name) => {
        const place = known.indexOf(name);
        const index = place >= 0 ? place : (free[taken++ % free.length] ?? 0);
        return {...looks[index], colour: `--map-${index}`};
    });
}
