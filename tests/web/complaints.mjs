// What was found to be wrong with the page. The test goes on, so that one run tells all of it.

export const complaints = [];

export function expect(is_true, complaint) {
    if (!is_true) complaints.push(complaint);
}
