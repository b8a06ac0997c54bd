# Draws the pictures anew with PROGRAM into DRAWN and fails where they differ from those in COMMITTED.

set(update "To update the pictures: ${PROGRAM} ${COMMITTED}")

file(REMOVE_RECURSE "${DRAWN}")
file(MAKE_DIRECTORY "${DRAWN}")
execute_process(COMMAND "${PROGRAM}" "${DRAWN}" COMMAND_ERROR_IS_FATAL ANY)

file(GLOB drawn RELATIVE "${DRAWN}" "${DRAWN}/*.svg")
file(GLOB committed RELATIVE "${COMMITTED}" "${COMMITTED}/*.svg")
if(NOT drawn STREQUAL committed)
    message(FATAL_ERROR "Drawn are ${drawn}, ${COMMITTED} has ${committed}. ${update}")
endif()
foreach(name IN LISTS drawn)
    file(SHA256 "${DRAWN}/${name}" drawn_hash)
    file(SHA256 "${COMMITTED}/${name}" committed_hash)
    if(NOT drawn_hash STREQUAL committed_hash)
        message(FATAL_ERROR "${name} is no longer what the program draws. ${update}")
    endif()
endforeach()
