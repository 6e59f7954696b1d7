// What the build was told about itself.
#ifndef BUILD_FACTS_H
#define BUILD_FACTS_H

// The commit that MOLECULE_COMMIT named when the package was built, in hexadecimal; empty where it named none.
const char *build_commit(void);

#endif
