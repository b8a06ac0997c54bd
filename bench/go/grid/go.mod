module grid

go 1.19
