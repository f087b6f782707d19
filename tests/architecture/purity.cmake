# Reads the compiled core and fails if it asks the machine for anything: the time, files, randomness,
# the environment, threads, the network, a console, or a throw. Includes can lie; symbols cannot.
#   cmake -D NM=nm -D ARCHIVE=libsamtycke_core.a [-D ALSO=regular_expression] -P purity.cmake
execute_process(COMMAND ${NM} --undefined-only --demangle ${ARCHIVE}
  OUTPUT_VARIABLE symbols RESULT_VARIABLE status ERROR_VARIABLE complaint)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "nm could not read ${ARCHIVE}: ${complaint}")
endif()
string(LENGTH "${symbols}" length)
if(length LESS 1000)
  message(FATAL_ERROR "${ARCHIVE} asks for next to nothing; is it the right file?")
endif()

# What is plain C must be on this list: memory, text, and what compilers put in by themselves.
set(allowed
  "(mem(chr|cmp|cpy|move|set)|bcmp|str(len|cmp|chr)|(__)?abort)"
  "malloc|realloc|free|__assert_fail"  # RapidJSON's stack, and in a debug build a check that stops the process.
  "__(cxa_atexit|cxa_guard_.*|cxa_pure_virtual|dso_handle|libc_single_threaded|stack_chk_fail)"
  "_GLOBAL_OFFSET_TABLE_|_Unwind_Resume|__gxx_personality_v0"
  "__(asan|lsan|ubsan|sanitizer)_.*"
  "(typeinfo|vtable|guard variable|VTT) .*")
if(ALSO)
  list(APPEND allowed "${ALSO}")  # What this archive may ask for beside it.
endif()
# What is C++ must not be of these kinds.
set(forbidden
  "clock::now" "random_device" "std::filesystem" "basic_[io]?f(stream|ilebuf)"
  "std::(thread|jthread|mutex|condition_variable|async|this_thread)" "std::c(out|err|in|log)$"
  "samtycke::(server|web)")

string(REPLACE ";" "," symbols "${symbols}")
string(REPLACE "\n" ";" lines "${symbols}")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^ +U +(.+)$")
    continue()
  endif()
  set(symbol "${CMAKE_MATCH_1}")
  if(symbol MATCHES "::|\\(")
    foreach(pattern IN LISTS forbidden)
      if(symbol MATCHES "${pattern}")
        list(APPEND found "${symbol}")
      endif()
    endforeach()
    continue()
  endif()
  set(known FALSE)
  foreach(pattern IN LISTS allowed)
    if(symbol MATCHES "^(${pattern})$")
      set(known TRUE)
    endif()
  endforeach()
  if(NOT known)
    list(APPEND found "${symbol}")
  endif()
endforeach()
if(found)
  list(REMOVE_DUPLICATES found)
  string(REPLACE ";" "\n  " found "${found}")
  message(FATAL_ERROR "${ARCHIVE} is not pure; it asks for:\n  ${found}")
endif()
