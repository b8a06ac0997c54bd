// Times by the clock of the program, which may be another one than that of this machine.

const time_of_day = new Intl.DateTimeFormat(undefined, {timeStyle: "medium"});
const day_and_time = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "medium"});

export function clock_time(seconds) {
    return Number.isFinite(seconds) ? time_of_day.format(seconds * 1000) : "-";
}

export function date_time(seconds) {
    return Number.isFinite(seconds) ? day_and_time.format(seconds * 1000) : "-";
}
