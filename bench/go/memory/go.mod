module memory

go 1.19
