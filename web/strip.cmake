# cmake -DSOURCE=boot.js -DOUT=out.js -P strip.cmake
#
# Leaves out comment lines, empty lines and indentation. Lines stay lines, so a place in an error
# message can still be found. Line by line and not by one expression: brackets and semicolons mean
# something in CMake's lists.
file(READ ${SOURCE} text)
string(REGEX REPLACE "\n[ \t]*//[^\n]*" "" text "\n${text}")
string(REGEX REPLACE "\n[ \t\n]+" "\n" text "${text}")
string(REGEX REPLACE "^\n" "" text "${text}")
file(WRITE ${OUT} "${text}")
