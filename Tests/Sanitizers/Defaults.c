// Linked into the programs and suites that .ci/sanitize builds, in front of the sanitizer's runtime.
//
// The options stand here and not in the environment, which the suites and the program keep clean. A report goes into a
// file of its own beside LOG and ends the process, so that no output changes and nothing is overlooked.

// The runtime of Swift keeps metadata until the end, which is no leak. Crashes are the suites' business.
const char *__asan_default_options(void) {
    return "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:log_path=" LOG;
}

// A suite may start programs while it has threads.
const char *__tsan_default_options(void) {
    return "halt_on_error=1:die_after_fork=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:"
           "handle_abort=0:log_path=" LOG;
}
