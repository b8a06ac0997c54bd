// A line a map, in the order in which they are drawn: ebb above the others, and of those that lie
// on each other the dashed ones above.

import {index_of_ebb} from "./report.js";

// Returns: indices of the maps.
function drawing_order(report) {
    const ebb = index_of_ebb(report);
    const others = report.maps.map((_, index) => index).filter((index) => index !== ebb);
    return ebb < 0 ? others : [...others, ebb];
}

// `values_of`: map => an array, as long as the x axis.
export function map_lines({report, styles}, values_of, format) {
    return drawing_order(report).map((index) => ({
        map: index,
        name: report.maps[index].name,
        style: styles[index],
        values: values_of(report.maps[index]),
        format,
    }));
}
