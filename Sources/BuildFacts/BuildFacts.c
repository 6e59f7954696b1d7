#include "BuildFacts.h"

// Swift code takes no text from a build's settings; C does.
const char *build_commit(void) { return MOLECULE_COMMIT; }
