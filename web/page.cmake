# Pages that are built into programs: by Node.js, with uPlot and esbuild, which npm brings; without
# them the programs are built without their pages.

set(EBB_PAGE_MODULES "${PROJECT_SOURCE_DIR}/replay/page/node_modules" CACHE PATH
    "Where npm has put uplot, esbuild and playwright-core")
mark_as_advanced(EBB_PAGE_MODULES)
find_program(EBB_PROGRAM_node node)
mark_as_advanced(EBB_PROGRAM_node)

# ebb_page_asset(VARIABLE PROGRAM): sets VARIABLE to a source file that defines page_asset(): made by
# build.mjs of the current folder, or its absent.cpp; and VARIABLE_missing to what was missing then. PROGRAM
# names what has the page, in messages.
function(ebb_page_asset variable program)
    set(missing "")
    if(NOT EBB_PROGRAM_node)
        list(APPEND missing "Node.js (Debian: apt-get install nodejs npm)")
    endif()
    set(modules uPlot esbuild)
    set(manifests "${EBB_PAGE_MODULES}/uplot/package.json" "${EBB_PAGE_MODULES}/esbuild/package.json")
    set(missing_modules "")
    foreach(name manifest IN ZIP_LISTS modules manifests)
        if(NOT EXISTS "${manifest}")
            list(APPEND missing_modules "${name}")
        endif()
    endforeach()
    if(missing_modules)
        find_program(EBB_PROGRAM_npm npm)
        mark_as_advanced(EBB_PROGRAM_npm)
        if(NOT EBB_PROGRAM_npm)
            list(APPEND missing "npm (Debian: apt-get install npm)")
        endif()
        list(JOIN missing_modules " and " missing_text)
        list(APPEND missing "${missing_text} (npm ci --prefix replay/page)")
    endif()
    if(missing)
        list(JOIN missing " and " missing_text)
        # A notice: it is not lost among the lines that say what was found.
        message(NOTICE "ebb: ${program} is built without its page: missing is ${missing_text}")
        set(${variable} absent.cpp PARENT_SCOPE)
        set(${variable}_missing "${missing_text}" PARENT_SCOPE)
        return()
    endif()

    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifests}) # when one goes, the page does
    set(${variable}_missing "" PARENT_SCOPE)
    set(asset "${CMAKE_CURRENT_BINARY_DIR}/page_asset.cpp")
    set(shared "${PROJECT_SOURCE_DIR}/web")
    file(GLOB sources CONFIGURE_DEPENDS build.mjs page.html *.css scripts/*.js
        "${shared}/*.mjs" "${shared}/*.css" "${shared}/scripts/*.js")
    add_custom_command(
        OUTPUT "${asset}"
        COMMAND "${EBB_PROGRAM_node}" build.mjs "${EBB_PAGE_MODULES}" "${asset}"
        WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
        DEPENDS ${sources} ${manifests}
        COMMENT "Building the page of ${program}"
        VERBATIM)
    set(${variable} "${asset}" PARENT_SCOPE)
endfunction()
